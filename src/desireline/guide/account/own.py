"""What a person may take along or take away of the views of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desireline.guide.account.models import Correction, SavedFilter
from desireline.people.identity.api import Person

Rows = Iterable[Mapping[str, object]]


def forget(person: Person) -> None:
    """Filters and what the person asked to be put right go. Who looked at which account stays, without a name."""
    SavedFilter.objects.filter(person=person).delete()
    Correction.objects.filter(by=person).delete()


def corrections(person: Person) -> Rows:
    """What the person said is wrong, and what became of it."""
    rows: Rows = (
        Correction.objects.filter(by=person).order_by("id").values("about", "text", "state", "answer", "at")
    )
    return rows


def account_filters(person: Person) -> Rows:
    """The person's own filters."""
    rows: Rows = SavedFilter.objects.filter(person=person).order_by("id").values("name", "query", "at")
    return rows
