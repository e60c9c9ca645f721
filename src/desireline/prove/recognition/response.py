"""How long people wait for the first answer to their idea, against what was promised.

An answer is what somebody of our own did in public: a change of status, an official response, a comment, or joining
the idea with another. Ideas of our own people and those that an import brought are not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from desireline.kit.moments.api import Floats, Ints, Seconds, as_moment, seconds
from desireline.kit.options.api import get, put
from desireline.kit.registry import Registry
from desireline.listen.comments.api import Comment
from desireline.listen.ideas.api import Idea
from desireline.maths.intervals import Interval, wilson
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF
from desireline.prove.recognition.rules import Answers

PROMISE = "response_days"
LATELY = "response_lately"
LEAST = 20  # ideas whose time is up, before a share is told to everyone
RECENT = 3  # months that “lately” is
State = Idea.State

BROUGHT: Registry[Callable[[Sequence[int]], set[int]]] = Registry("what ideas came from elsewhere")
"""Features above say which of these ideas (ids) an import brought: nobody waited for us there."""


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


def first_response(months: int = 12, *, reader: Person | None = None, everyone: bool = False) -> Answers:
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
    told = list(rows.order_by("created", "id").values_list("id", "author_id", Seconds("created")))
    ideas, authors, came = list(zip(*told, strict=True)) or ((), (), ())
    found = Answers(
        np.array(ideas, np.int64),
        np.array([one or 0 for one in authors], np.int64),
        seconds(came),
        np.full(len(told), np.nan),
    )
    brought = brought_among(ideas)
    if brought:
        found = found.those(~np.isin(found.ideas, np.fromiter(brought, np.int64)))
    return _answered(found, since)


def by_month(found: Answers, *, now: float | None = None) -> list[Share]:
    """A share for each month in which ideas came, the newest first. `now`: seconds since 1970."""
    return [share(some, month=month, now=now) for month, some in months_of(found)]


def months_of(found: Answers) -> Iterator[tuple[date, Answers]]:
    """Parts of what `first_response` found, by the month in which the ideas came (its first day, in the reader's
    zone), the newest first."""
    end = len(found)
    while end:
        first = timezone.localtime(as_moment(float(found.came[end - 1]))).date().replace(day=1)
        since = timezone.make_aware(datetime(first.year, first.month, 1))  # noqa: DTZ001 - made aware here
        begin = int(np.searchsorted(found.came[:end], since.timestamp()))
        yield first, found.those(slice(begin, end))
        end = begin


def share(found: Answers, *, month: date | None = None, now: float | None = None) -> Share:
    """How the promise was kept over these. Those younger than it are not in the share, answered or not."""
    now, days = now or timezone.now().timestamp(), promise()
    due = found.due(days, now)
    return Share(
        month=month,
        posted=len(found),
        due=int(due.sum()),
        kept=int((found.kept(days) & due).sum()),
        waiting=int(found.waiting.sum()),
        median=found.median(now),
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


def _answered(found: Answers, since: datetime) -> Answers:
    """The same with the first answers to them. Four queries."""
    staff: dict[str, object] = {"by__role__in": STAFF}
    at = np.full(len(found), np.inf)
    order = np.argsort(found.ideas)
    for ideas, moments in (
        _said("status_changes", "at", since, staff | {"undone_at__isnull": True}),
        _said("response", "at", since, staff),
        _said("merges", "at", since, staff | {"undone_at__isnull": True}),
        _commented(since),
    ):
        place = np.searchsorted(found.ideas, ideas, sorter=order)
        known = place < len(order)
        place = order[place[known]]
        ideas, moments = ideas[known], moments[known]
        # What an older tool or a slow clock dates before the idea is no answer to it.
        right = (found.ideas[place] == ideas) & (moments >= found.came[place])
        np.minimum.at(at, place[right], moments[right])
    return replace(found, answered=np.where(np.isinf(at), np.nan, at))


def _said(relation: str, column: str, since: datetime, where: dict[str, object]) -> tuple[Ints, Floats]:
    """Of each row of a relation of ideas that meets all of `where`: which idea, and when."""
    field: Any = Idea._meta.get_field(relation)
    rows = field.related_model.objects.filter(**where, **{f"{column}__gte": since}).order_by()
    return _pairs(rows.values_list(f"{field.remote_field.name}_id", Seconds(column)))


def _commented(since: datetime) -> tuple[Ints, Floats]:
    """Comments of our own people that everyone reads, by the idea under which they were written."""
    rows = Comment.objects.filter(
        author__role__in=STAFF, internal=False, state=Comment.State.PUBLISHED, created__gte=since
    )
    return _pairs(rows.order_by().values_list(Coalesce("merge__source_id", "idea_id"), Seconds("created")))


def _pairs(rows: Iterable[tuple[int, Any]]) -> tuple[Ints, Floats]:
    ideas, moments = list(zip(*rows, strict=True)) or ((), ())
    return np.array(ideas, np.int64), seconds(moments)
