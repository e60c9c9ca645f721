"""What stands behind two of the axes besides themes and ratings. Upper rooms add what they know by registration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from desireline.kit.registry import Registry
from desireline.listen.ideas.api import Idea
from desireline.people.audiences.api import Audience

ACCEPTED = ("planned", "started", "done")


@dataclass(frozen=True, slots=True)
class Source:
    """`count(until)`: a number for each person (id) who has any, as it was known at that time (None: now).

    `label` is what the team reads beside the number. Leave out what not everyone on the team may see.
    """

    label: Any
    count: Callable[[datetime | None], Mapping[int, float]]


RESOURCES: Registry[Source] = Registry("what lead customers can bring")  # how many: contributions, tests
SOLUTIONS: Registry[Source] = Registry("own solutions of lead customers")  # how many they built
USAGE: Registry[Source] = Registry("usage by lead customers")  # 0..1; the mean of several; unknown is 1


def accepted_ideas(until: datetime | None) -> Mapping[int, float]:
    """Ideas that were planned, started or done by then, or that were joined to such a one."""
    rows = Idea.objects.filter(author__isnull=False, state__in=[Idea.State.PUBLISHED, Idea.State.MERGED])
    rows = rows.exclude(board__audience__kind=Audience.Kind.NAMED)
    stands = Q(status__stage__in=ACCEPTED) | Q(merged_into__status__stage__in=ACCEPTED)
    if until is None:
        return Counter(rows.filter(stands).values_list("author_id", flat=True))
    told = Q(
        status_changes__after__stage__in=ACCEPTED,
        status_changes__at__lte=until,
        status_changes__undone_at__isnull=True,
    )
    silent = Q(status__stage__in=ACCEPTED, status_at__lte=until, status_changes__isnull=True)
    found = rows.filter(told | silent).values_list("pk", "author_id").distinct()
    return Counter(author for _pk, author in found if author)


def total(registry: Registry[Source], until: datetime | None) -> dict[int, dict[str, float]]:
    """What all sources of a registry say, by person and by the name of the source."""
    found: dict[int, dict[str, float]] = {}
    for name in registry.names():
        for person, number in registry[name].count(until).items():
            if number:
                found.setdefault(person, {})[name] = number
    return found
