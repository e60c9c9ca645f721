"""How long people wait for the first answer to their idea, against what was promised.

An answer is what somebody of our own did in public: a change of status, an official response, a comment, or joining
the idea with another. Ideas of our own people and those that an import brought are not counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, Min, Q
from django.utils import timezone

from desireline.kit.options.api import get, put
from desireline.kit.registry import Registry
from desireline.listen.comments.api import Comment
from desireline.listen.ideas.api import Idea
from desireline.maths.intervals import Interval, wilson
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF
from desireline.prove.recognition.rules import Waited, is_due, is_kept, median_days

PROMISE = "response_days"
LATELY = "response_lately"
LEAST = 20  # ideas whose time is up, before a share is told to everyone
RECENT = 3  # months that “lately” is
State = Idea.State

BROUGHT: Registry[Callable[[Sequence[int]], set[int]]] = Registry("what ideas came from elsewhere")
"""Features above say which of these ideas (ids) an import brought: nobody waited for us there."""


class Response(NamedTuple):
    """An idea of a customer: when it came, and when somebody of our own first answered."""

    idea: int
    board: int
    waited: Waited


@dataclass(frozen=True, slots=True)
class Share:
    """Of those whose time is up, how many were answered in time; `waiting` are not answered at all. `median` is in
    days, over all `posted`, those that wait included; None while it cannot be told."""

    month: date | None
    posted: int
    due: int
    kept: int
    waiting: int
    median: float | None

    @property
    def interval(self) -> Interval:
        """Of the share, by Wilson."""
        return wilson(self.kept, self.due)


def promise() -> int:
    """The promised days."""
    return int(get(PROMISE))


def first_response(
    months: int = 12, *, reader: Person | None = None, everyone: bool = False
) -> list[Response]:
    """Ideas that came in this month and the `months - 1` before, oldest first, as the reader may see them; `everyone`:
    those on boards of everyone, or of everyone who is signed in. Six queries."""
    since = start(months)
    seen = (
        Idea.objects.filter(board__audience__kind__in=["public", "signed_in"], board__archived__isnull=True)
        if everyone
        else Idea.objects.visible_to(reader)
    )
    states = [State.PUBLISHED, State.MERGED, State.PENDING]
    rows = seen.filter(created__gte=since, state__in=states).filter(
        Q(author__isnull=True) | ~Q(author__role__in=STAFF)
    )
    ideas = list(rows.order_by("created", "id").values_list("id", "board_id", "created"))
    brought = brought_among([pk for pk, _board, _at in ideas])
    answered = _answers(since)
    return [Response(pk, board, Waited(at, answered.get(pk))) for pk, board, at in ideas if pk not in brought]


def by_month(rows: Sequence[Response], *, now: datetime | None = None) -> list[Share]:
    """A share for each month in which ideas came, the newest first."""
    return [share(found, month=month, now=now) for month, found in months_of(rows)]


def months_of(rows: Sequence[Response]) -> Iterator[tuple[date, Sequence[Response]]]:
    """Parts of what `first_response` found, by the month in which the ideas came (its first day, in the reader's
    zone), the newest first."""
    end = len(rows)
    while end:
        first = timezone.localdate(rows[end - 1].waited.created).replace(day=1)
        since = timezone.make_aware(datetime(first.year, first.month, 1))  # noqa: DTZ001 - made aware here
        begin = bisect_left(rows, since, hi=end, key=lambda one: one.waited.created)
        yield first, rows[begin:end]
        end = begin


def share(rows: Sequence[Response], *, month: date | None = None, now: datetime | None = None) -> Share:
    """How the promise was kept over these. Those younger than it are not in the share, answered or not."""
    now, days = now or timezone.now(), promise()
    due = [row for row in rows if is_due(row.waited, promise=days, now=now)]
    return Share(
        month=month,
        posted=len(rows),
        due=len(due),
        kept=sum(is_kept(row.waited, promise=days) for row in due),
        waiting=sum(row.waited.answered is None for row in rows),
        median=median_days((row.waited for row in rows), now=now),
    )


def look() -> str:
    """For the job: keep how the promise was kept lately, as “kept due days”, for the page of new ideas."""
    lately = share(first_response(RECENT, everyone=True))
    told = f"{lately.kept} {lately.due} {promise()}"
    if told != get(LATELY):
        put({LATELY: told})
    return told


def lately() -> tuple[int, int] | None:
    """Of how many ideas lately (in time, all), once enough are known and the promise is still the same."""
    parts = [int(part) for part in str(get(LATELY)).split() if part.isdecimal()]
    if len(parts) != 3 or parts[2] != promise() or parts[1] < LEAST:
        return None
    return parts[0], parts[1]


def start(months: int) -> datetime:
    """Midnight on the first day of the month that was `months - 1` months ago."""
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1 - (max(1, months) - 1)
    first = datetime(count // 12, count % 12 + 1, 1)  # noqa: DTZ001 - made aware below
    return timezone.make_aware(first)


def brought_among(ids: Sequence[int]) -> set[int]:
    """Those of the ideas that came from elsewhere."""
    return {pk for say in BROUGHT for pk in say(ids)} if ids else set()


def _answers(since: datetime) -> dict[int, datetime]:
    """When each idea that came since was first answered. Four queries."""
    rows = Idea.objects.filter(created__gte=since).order_by()
    staff: dict[str, object] = {"by__role__in": STAFF}
    moved = _first(rows, "status_changes", staff | {"undone_at__isnull": True}, "at")
    said = _first(rows, "response", staff, "at")
    joined = _first(rows, "merges", staff | {"undone_at__isnull": True}, "at")
    found: dict[int, datetime] = {}
    for pk, at in (*moved, *said, *joined, *_commented(since)):
        found[pk] = min(at, found.get(pk, at))
    return found


def _first(rows: object, relation: str, where: dict[str, object], column: str) -> list[tuple[int, datetime]]:
    """The first row of a relation of each idea that meets all of `where`, and did not come before the idea."""
    wanted = {f"{relation}__{name}": value for name, value in where.items()}
    wanted[f"{relation}__{column}__gte"] = F("created")
    found = rows.filter(**wanted).annotate(first=Min(f"{relation}__{column}"))  # type: ignore[attr-defined]
    return list(found.values_list("pk", "first"))


def _commented(since: datetime) -> list[tuple[int, datetime]]:
    """Comments of our own people that everyone reads, by the idea under which they were written."""
    rows = Comment.objects.filter(
        author__role__in=STAFF, internal=False, state=Comment.State.PUBLISHED, created__gte=since
    )
    pairs = rows.order_by("created").values_list("idea_id", "merge__source_id", "created")
    return [(source or idea, at) for idea, source, at in pairs]
