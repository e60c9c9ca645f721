"""What a person takes along of what they have a part in, and what is forgotten when they leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desireline.people.identity.api import Person
from desireline.prove.recognition.models import Credit, CreditChoice, Release, ThankNote, Told

Rows = Iterable[Mapping[str, object]]


def forget(person: Person) -> None:
    """Their choice and what they were told go, and so do their thanks, which would be nobody's. Their credits stay:
    they count, and name nobody."""
    CreditChoice.objects.filter(person=person).delete()
    Told.objects.filter(person=person).delete()
    ThankNote.objects.filter(by=person).delete()
    Release.objects.filter(by=person).update(by=None)


def credits_taken(person: Person) -> Rows:
    """Their parts in what is published for them; nothing that tells of a confidential project."""
    seen = Release.objects.on_the_wall(person).values("pk")
    rows = Credit.objects.filter(person=person, release__in=seen).order_by("id")
    return rows.values("release__title", "role", "staff", "at").iterator(500)


def choices_taken(person: Person) -> Rows:
    """What they said of being named."""
    return CreditChoice.objects.filter(person=person).order_by("id").values("choice", "at").iterator(500)


def thanks_taken(person: Person) -> Rows:
    """Thanks that they wrote; never those of confidential projects, which leave in no file."""
    rows = ThankNote.objects.filter(by=person, release__project__confidential=False).order_by("id")
    return rows.values("release__title", "text", "at", "edited", "removed_at").iterator(500)
