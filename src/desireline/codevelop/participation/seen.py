"""Who has something under “Taking part”, and whom a call reaches: asked on every page, so kept for a moment."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest

from desireline.codevelop.participation.access import open_calls_for
from desireline.codevelop.participation.asked import asks_of
from desireline.codevelop.participation.models import Participant
from desireline.kit.options.memory import Recent, changes, remembered
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import is_staff, viewer

SECONDS, SOON = 20.0, 1.0
_counted: Recent[int, tuple[int, float, int]] = Recent(5000)
_takes_part: Recent[int, tuple[int, float, int]] = Recent(5000)


@remembered
def _audiences() -> frozenset[int]:
    """The audiences of calls that are open today."""
    return frozenset(open_calls_for(None).order_by().values_list("audience_id", flat=True).distinct())


def takes_part_somewhere(request: HttpRequest) -> bool:
    person = viewer(request)
    return person is not None and bool(
        _told(_takes_part, SOON, person, lambda one: Participant.objects.filter(person=one).exists())
    )


def asked_now(request: HttpRequest) -> int:
    """How many things are asked of the reader, at most `SECONDS` old, and never older than what changed here."""
    person = viewer(request)
    return 0 if person is None else _told(_counted, SECONDS, person, lambda one: len(asks_of(one)))


def _told(
    kept: Recent[int, tuple[int, float, int]], seconds: float, person: Person, ask: Callable[[Person], int]
) -> int:
    """What is kept of the person, or asked anew: when it is older than that, and after each change of the site."""
    known, now = kept.get(person.pk), time.monotonic()
    if known is None or known[0] != changes() or now - known[1] > seconds:
        before = changes()
        known = (before, now, ask(person))
        kept.put(person.pk, known)
    return known[2]


def is_called(request: HttpRequest) -> bool:
    """A call is open for the reader, who has no page of their own yet and is not of the team."""
    person = viewer(request)
    if is_staff(person) or takes_part_somewhere(request):
        return False
    return bool(_audiences() & visible_ids(person))
