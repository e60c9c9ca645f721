"""Is the promise of a future kept? Evidence is added, never overwritten; the latest that stands counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from desireline.futures.futures.api import Future, shown
from desireline.kit.errors import Refused
from desireline.kit.rows.api import take_back
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.prove.sight.models import PromiseEvidence

Promise, Kept = PromiseEvidence.Promise, PromiseEvidence.Kept
HISTORY = 50
HUES = {Kept.YES: "good", Kept.PARTLY: "warn", Kept.NO: "bad"}


@dataclass(frozen=True, slots=True)
class Word:
    """One promise of a future: what was promised, and what counts of the evidence."""

    promise: str
    text: str
    latest: PromiseEvidence | None
    history: tuple[PromiseEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """The promises of one future; those that were not made are left out."""

    future: Future
    promises: list[Word]

    @property
    def kept(self) -> int:
        return sum(one.latest is not None and one.latest.kept == Kept.YES for one in self.promises)


def promise_words() -> dict[str, str]:
    return {Promise.VALUE: _("Value"), Promise.ACCESS: _("Access"), Promise.CHOICE: _("Choice")}


def kept_words() -> dict[str, str]:
    return {Kept.YES: _("Kept"), Kept.PARTLY: _("Partly kept"), Kept.NO: _("Not kept")}


def promises_of(future: Future) -> Promised:
    """The promises of a future with all their evidence, the newest first. One query."""
    rows = PromiseEvidence.objects.filter(future=future).select_related("by").order_by("-at", "-id")
    return _put_together(future, list(rows[: HISTORY * 3]))


def promises(person: Person | None) -> list[Promised]:
    """The promises of all futures that the person may see, with what counts. Two queries."""
    futures = list(shown(person).order_by("position", "id"))
    standing = PromiseEvidence.objects.filter(future__in=futures, undone_at__isnull=True)
    rows = list(standing.select_related("by").order_by("-at", "-id"))
    found = [_put_together(one, [row for row in rows if row.future_id == one.pk]) for one in futures]
    return [one for one in found if one.promises]


def _put_together(future: Future, rows: Iterable[PromiseEvidence]) -> Promised:
    found = []
    for promise in Promise.values:
        text = getattr(future, f"promise_{promise}")
        if not text:
            continue
        own = tuple(row for row in rows if row.promise == promise)
        latest = next((row for row in own if row.undone_at is None), None)
        found.append(Word(promise, text, latest, own))
    return Promised(future, found)


@transaction.atomic
def tell(
    future: Future, *, promise: str, kept: str, text: str, by: Person, link: str = ""
) -> PromiseEvidence:
    """Add evidence whether a promise is kept. Refused without a text, for no promise, for a bad link."""
    must(by, Permission.CODEVELOP)
    if promise not in Promise.values or not getattr(future, f"promise_{promise}"):
        raise Refused(_("This future does not promise that."), field="promise")
    if kept not in Kept.values:
        raise Refused(_("Say whether it is kept, partly, or not."), field="kept")
    words = " ".join(text.split())
    if len(words) < 3:
        raise Refused(_("Say what shows it, in a sentence."), field="text")
    address = link.strip()
    if address:
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise Refused(
                _("Write a whole address, beginning with https://, or leave it out."), field="link"
            ) from None
    return PromiseEvidence.objects.create(
        future=future, promise=promise, kept=kept, text=words[:1000], link=address[:500], by=by
    )


@transaction.atomic
def untell(row: PromiseEvidence, *, by: Person) -> None:
    """It does not count any more; the history keeps it. Refused where it was taken back already."""
    must(by, Permission.CODEVELOP)
    take_back(row, by=by)
