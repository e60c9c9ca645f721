"""Pyramiding: who was named as further ahead, by whom, and along which chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from desireline.people.identity.api import Person
from desireline.understand.leads.models import LeadDecision, LeadNomination
from desireline.understand.leads.reading import standing
from desireline.understand.leads.who import may_be

LINKS, CHAINS = 4, 10  # longest chain that is shown, and how many


@dataclass(frozen=True, slots=True)
class Named:
    """By how many people somebody was named, and how many of these are confirmed lead customers."""

    times: int = 0
    confirmed: int = 0


def nominations() -> QuerySet[LeadNomination]:
    """Those that stand, of people and by people who may be candidates; who opted out is in none."""
    here = Q(person__isnull=True) | may_be("person__")
    return LeadNomination.objects.filter(may_be("named_by__"), here, undone_at__isnull=True)


def named(people: Iterable[int]) -> dict[int, Named]:
    """How often each of these was named, by person id. Two queries."""
    by: dict[int, set[int]] = defaultdict(set)
    for person, namer in (
        nominations().filter(person__in=list(people)).values_list("person_id", "named_by_id")
    ):
        if person:
            by[person].add(namer)
    sure = confirmed_among({namer for one in by.values() for namer in one})
    return {person: Named(len(one), len(one & sure)) for person, one in by.items()}


def confirmed_among(people: set[int]) -> set[int]:
    """Which of these are confirmed lead customers of anything."""
    if not people:
        return set()
    rows = standing().filter(person__in=people, verdict=LeadDecision.Verdict.CONFIRMED)
    return set(rows.values_list("person_id", flat=True))


def chains(person: Person) -> list[list[Person]]:
    """How one comes to this person: from the first who named somebody, link by link; the longest first."""
    by: dict[int, list[int]] = defaultdict(list)
    for one, namer in nominations().filter(person__isnull=False).values_list("person_id", "named_by_id"):
        if one:
            by[one].append(namer)
    found: list[list[int]] = []
    waiting = [[person.pk]]
    while waiting and len(found) < CHAINS:
        path = waiting.pop()
        before = [namer for namer in by[path[0]] if namer not in path] if len(path) <= LINKS else []
        waiting += [[namer, *path] for namer in before]
        if not before and len(path) > 1:
            found.append(path)
    known = Person.objects.in_bulk({pk for path in found for pk in path})
    return sorted(([known[pk] for pk in path] for path in found), key=len, reverse=True)
