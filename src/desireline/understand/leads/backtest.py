"""Would the score have found them? On this instance's own history: what was known until a day, and what came after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Q
from django.utils import timezone

from desireline.listen.ideas.api import Idea
from desireline.maths.intervals import Interval, wilson
from desireline.maths.leads import LEAST, Ints, firsts
from desireline.people.audiences.api import Audience
from desireline.understand.leads import history
from desireline.understand.leads.history import Engagements
from desireline.understand.leads.scoring import scores
from desireline.understand.themes.models import SPOKEN, Saying

REACHED = ("started", "done")
FIRST = 20  # candidates that are looked at
MONTH = timedelta(days=365.25 / 12)
FEWEST, POSITIVES = 2 * FIRST, 5  # with less, the figures say nothing
DRAWS = 4000


@dataclass(frozen=True, slots=True)
class Way:
    """One order of the candidates: how many of the first were right. By chance: the mean of what may come."""

    name: str
    hits: float
    of: int
    low: float
    high: float

    @property
    def precision(self) -> float:
        return self.hits / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """`right` of the candidates were to be found: `reached` by an idea that was started or done, `doubled` by one in a
    theme that doubled (some by both). `enough`: the figures may be read."""

    at: datetime
    until: datetime
    candidates: int
    right: int
    reached: int
    doubled: int
    enough: bool
    ways: list[Way]


def backtest(*, at: datetime, months: int) -> Result:
    """Score everybody from what was known at `at`, and look at the `months` after it (at most until now).

    Themes are those of today: which texts belong together was not known then as well as it is now.
    """
    until = min(at + months * MONTH, timezone.now())
    did = history.engagements()
    then = scores(did, until=at)
    reached, doubled = _reached(at, until), _doubled(did, at, until)
    right = np.isin(then.people, np.union1d(reached, doubled))
    k = min(FIRST, len(then.people))
    ways = [
        _way("score", right[then.order()][:k]),
        _way("activity only", right[_by_activity(did, at, then.people)][:k]),
        _by_chance(right, k),
    ]
    return Result(
        at,
        until,
        len(then.people),
        int(right.sum()),
        int(np.isin(then.people, reached).sum()),
        int(np.isin(then.people, doubled).sum()),
        len(then.people) >= FEWEST and int(right.sum()) >= POSITIVES,
        ways,
    )


def _reached(at: datetime, until: datetime) -> Ints:
    """Authors of ideas that were started or done for the first time in between."""
    rows = Idea.objects.filter(author__isnull=False, state__in=[Idea.State.PUBLISHED, Idea.State.MERGED])
    rows = rows.exclude(board__audience__kind=Audience.Kind.NAMED)
    told = {"status_changes__after__stage__in": REACHED, "status_changes__undone_at__isnull": True}
    silent = Q(status_changes__isnull=True, status__stage__in=REACHED, status_at__gt=at, status_at__lte=until)
    later = rows.filter(silent | Q(**told, status_changes__at__gt=at, status_changes__at__lte=until)).exclude(
        pk__in=rows.filter(**told, status_changes__at__lte=at).values("pk")
    )
    return _ids(later.values_list("author_id", flat=True))


def _doubled(did: Engagements, at: datetime, until: datetime) -> Ints:
    """Authors of ideas of before, in themes in which by then at least twice as many people took part."""
    before, after = (_sizes(did, moment) for moment in (at, until))
    grown = [theme for theme, n in after.items() if before.get(theme, 0) and n >= 2 * before[theme]]
    said = Saying.objects.filter(
        comment__isnull=True, middle__in=grown, at__lte=at, idea__state__in=SPOKEN, idea__author__isnull=False
    ).exclude(idea__board__audience__kind=Audience.Kind.NAMED)
    return _ids(said.values_list("idea__author_id", flat=True))


def _sizes(did: Engagements, moment: datetime) -> dict[int, int]:
    known = did.before(moment.timestamp())
    some = known.themes != history.NOWHERE
    found = firsts(
        known.people[some], known.themes[some], known.at[some], now=moment.timestamp(), least=LEAST
    )
    themes, n = np.unique(found.themes, return_counts=True)
    return dict(zip(themes.tolist(), n.tolist(), strict=True))


def _ids(found: object) -> Ints:
    return np.unique(np.fromiter(found, np.int64))  # type: ignore[call-overload]


def _by_activity(did: Engagements, at: datetime, people: Ints) -> Ints:
    """Places of `people`: whoever did most until then first."""
    who, n = np.unique(did.before(at.timestamp()).people, return_counts=True)
    counts = dict(zip(who.tolist(), n.tolist(), strict=True))
    return np.lexsort((people, [-counts.get(one, 0) for one in people.tolist()]))


def _way(name: str, right: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Way:
    hits, of = int(right.sum()), len(right)
    found = wilson(hits, of)
    return Way(name, hits, of, found.low, found.high)


def _by_chance(right: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], k: int) -> Way:
    """The share that is right, and within which 95 of 100 random choices of k lie."""
    good, all_ = int(right.sum()), len(right)
    if not k:
        return Way("by chance", 0, 0, 0, 1)
    drawn = np.random.default_rng(0).hypergeometric(good, all_ - good, k, DRAWS) / k
    span = Interval(float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975)))
    return Way("by chance", k * good / all_, k, span.low, span.high)
