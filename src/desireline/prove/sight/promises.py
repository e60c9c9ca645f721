"""Is the promise of a future kept? Evidence is added, never overwritten; the latest that stands counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from desireline.futures.futures.api import Future, shown
from desireline.kit.errors import Refused
from desireline.kit.paging.api import Page, by_moment, decode, number_in, page_of
from desireline.kit.rows.api import take_back
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.prove.sight.models import PromiseEvidence

Promise, Kept = PromiseEvidence.Promise, PromiseEvidence.Kept
SIZE = 20  # futures, and pieces of evidence, on a page
HUES = {Kept.YES: "good", Kept.PARTLY: "warn", Kept.NO: "bad"}


@dataclass(frozen=True, slots=True)
class Word:
    """One promise of a future: what was promised, and what counts of the evidence. `next`: where older ones begin."""

    promise: str
    text: str
    latest: PromiseEvidence | None
    history: Sequence[PromiseEvidence] = ()
    next: str | None = None


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


def standing(future: Future) -> Promised:
    """The promises of a future with what counts. One query."""
    return Promised(future, _words(future, _latest([future])))


def promises_of(future: Future, *, only: str = "", after: str | None = None) -> Promised:
    """The promises of a future with their evidence, the newest first: twenty each, or of `only` one of them those
    `after` a cursor. Four queries at most."""
    found = []
    for word in standing(future).promises:
        if not only or word.promise == only:
            page = _history(future, word.promise, after if only else None)
            found.append(replace(word, history=page.rows, next=page.next))
    return Promised(future, found)


def _history(future: Future, promise: str, cursor: str | None) -> Page[PromiseEvidence]:
    rows = PromiseEvidence.objects.filter(future=future, promise=promise)
    return by_moment(rows.select_related("by"), "at", cursor, size=SIZE)


def promises(person: Person | None, *, after: str | None = None) -> Page[Promised]:
    """The promises of the futures that the person may see, with what counts, page by page. Two queries."""
    rows = shown(person).exclude(**{f"promise_{promise}": "" for promise in Promise.values})
    key = decode(after, length=2)
    if key and type(key[0]) is int and abs(key[0]) < 1 << 31 and (pk := number_in(key[1])):
        rows = rows.filter(Q(position__gt=key[0]) | Q(position=key[0], pk__gt=pk))
    page = page_of(
        list(rows.order_by("position", "id")[: SIZE + 1]), size=SIZE, key=lambda one: (one.position, one.pk)
    )
    counting = _latest(page.rows)
    return Page([Promised(one, _words(one, counting)) for one in page.rows], page.next)


def _latest(futures: Sequence[Future]) -> dict[tuple[int, str], PromiseEvidence]:
    """By future and promise, the evidence that counts."""
    standing = PromiseEvidence.objects.filter(future__in=futures, undone_at__isnull=True)
    newer = standing.filter(future=OuterRef("future"), promise=OuterRef("promise")).order_by("-at", "-id")
    rows = standing.filter(pk=Subquery(newer.values("pk")[:1])).select_related("by")
    return {(row.future_id, row.promise): row for row in rows}


def _words(future: Future, counting: Mapping[tuple[int, str], PromiseEvidence]) -> list[Word]:
    """Those that were made."""
    return [
        Word(promise, text, counting.get((future.pk, promise)))
        for promise in Promise.values
        if (text := getattr(future, f"promise_{promise}"))
    ]


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
