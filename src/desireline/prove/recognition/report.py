"""Whom we recognise: how many for the first time, from which segments; customers and our own people apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from desireline.maths.intervals import Interval, wilson
from desireline.people.audiences.api import Audience, attributes_of_person, segments_of
from desireline.people.identity.api import Person
from desireline.prove.recognition.models import Credit, Release

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Breadth:
    """Some recognised people: how many, how many of them for the first time, and how many in each segment. Somebody
    may be in several segments, or in none."""

    staff: bool
    people: int
    fresh: int
    segments: tuple[tuple[str, int], ...]

    @property
    def interval(self) -> Interval:
        """Of the share of those recognised for the first time, by Wilson."""
        return wilson(self.fresh, self.people)


def breadth(release: Release, *, staff: bool) -> Breadth:
    """Of the customers, or of our own people, with a credit in the release. `fresh` had none in any release that was
    published before; of a draft: in any that is published."""
    rows = Credit.objects.filter(release=release, staff=staff).standing()
    people = set(rows.values_list("person_id", flat=True))
    return Breadth(staff, len(people), len(people - _before(release, people)), _segments(people))


def _before(release: Release, people: set[int]) -> set[int]:
    earlier = Release.objects.public().exclude(pk=release.pk)
    if release.published is not None:
        earlier = earlier.filter(published__lt=release.published)
    found: set[int] = set()
    ids = sorted(people)
    for at in range(0, len(ids), CHUNK):
        rows = Credit.objects.filter(
            person__in=ids[at : at + CHUNK], release__in=earlier.order_by().values("pk")
        )
        found |= set(rows.values_list("person_id", flat=True))
    return found


def _segments(people: set[int]) -> tuple[tuple[str, int], ...]:
    names = dict(Audience.objects.filter(kind=Audience.Kind.SEGMENT).values_list("pk", "name"))
    if not names:
        return ()
    counted: Counter[int] = Counter()
    ids = sorted(people)
    for at in range(0, len(ids), CHUNK):
        for person in Person.objects.filter(pk__in=ids[at : at + CHUNK]).select_related("account"):
            counted.update(segments_of(attributes_of_person(person)))
    return tuple((names[pk], counted[pk]) for pk in sorted(names, key=lambda pk: (-counted[pk], names[pk])))
