"""What search knows of projects. What is confidential has no card at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.words import state_words
from desireline.engines.search.api import Card
from desireline.kit.text.api import plain
from desireline.people.audiences.api import basic, card_token
from desireline.people.identity.api import Person

LONGEST = 4000  # characters of a text that are read


def project_ids() -> list[int]:
    return list(Project.objects.filter(confidential=False).order_by("id").values_list("id", flat=True))


def project_cards(ids: Sequence[int]) -> Iterable[Card]:
    """For the team; what is shown also for the audience of the showcase, and then by its story alone: nobody may find
    out by looking what stands in the purpose."""
    staff = card_token(basic("staff").pk)
    for row in Project.objects.filter(pk__in=ids, confidential=False):
        allow = (staff, card_token(row.audience_id)) if row.shown else (staff,)
        text = row.story if row.shown else f"{row.purpose}\n\n{row.story}"
        yield Card(
            key=f"project:{row.pk}",
            type="project",
            title=row.title,
            body=plain(text[:LONGEST]),
            allow=tuple(dict.fromkeys(allow)),
            facets=(f"state:{row.state}",),
            weight=40,
            date=row.created,
            url=f"/projects/{row.slug}",
        )


def projects_seen(reader: Person | None, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """The late check: where those that the reader may see now are."""
    rows = Project.objects.visible_to(reader).filter(pk__in=ids, confidential=False)
    words = state_words()
    return {
        pk: {"place": stage or words[state]}
        for pk, stage, state in rows.values_list("pk", "stage__name", "state")
    }
