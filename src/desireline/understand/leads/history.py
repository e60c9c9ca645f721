"""What is known of everybody's engagement and ratings, now or at an earlier time, as arrays.

Boards and futures for named people are left out: all of the team see the same scores.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import Q

from desireline.futures.outcomes.api import Rating
from desireline.kit.moments.api import Seconds, seconds
from desireline.listen.comments.api import Comment
from desireline.listen.ideas.api import Idea
from desireline.maths.leads import Floats, Ints
from desireline.people.audiences.api import Audience
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF
from desireline.understand.themes.models import SPOKEN, Saying

CHUNK = 20_000
NOWHERE = 0  # the theme of what is in none


@dataclass(frozen=True, slots=True)
class Engagements:
    """Who engaged with which theme (NOWHERE: none) and when, in seconds; ideas, comments and votes alike."""

    people: Ints
    themes: Ints
    at: Floats

    def before(self, moment: float) -> Engagements:
        kept = self.at <= moment
        return Engagements(self.people[kept], self.themes[kept], self.at[kept])


@dataclass(frozen=True, slots=True)
class Ratings:
    """Importance and satisfaction (1..5), for each pair of person and outcome where both are known."""

    people: Ints
    outcomes: Ints
    importance: Ints
    satisfaction: Ints


def engagements() -> Engagements:
    """All that customers did, with the themes as they are today."""
    said, theme_of = _sayings()
    voted = _votes(theme_of)
    people, themes, at = (np.concatenate(pair) for pair in zip(said, voted, strict=True))
    staff = np.fromiter(Person.objects.filter(role__in=STAFF).values_list("pk", flat=True), np.int64)
    kept = ~np.isin(people, staff)
    return Engagements(people[kept], themes[kept], at[kept])


Three = tuple[Ints, Ints, Floats]


def _sayings() -> tuple[Three, dict[int, int]]:
    standing = Q(comment__isnull=True) | Q(
        comment__internal=False, comment__state__in=[Comment.State.PUBLISHED, Comment.State.PENDING]
    )
    rows = Saying.objects.filter(standing, idea__state__in=SPOKEN, idea__board__archived__isnull=True)
    rows = rows.exclude(idea__board__audience__kind=Audience.Kind.NAMED)
    theme_of, found = {}, []
    for part in _parts(
        rows, "idea_id", "comment_id", "middle_id", "idea__author_id", "comment__author_id", Seconds("at")
    ):
        known = []
        for idea, comment, theme, author, replier, at in part:
            if not comment and theme:
                theme_of[idea] = theme
            if who := replier if comment else author:
                known.append((who, theme or NOWHERE, at))
        found.append(_three(known))
    return _joined(found), theme_of


def _votes(theme_of: dict[int, int]) -> Three:
    """Votes that people gave; those that a merge carried on are the same ones again."""
    rows = Idea.objects.filter(state__in=SPOKEN, board__archived__isnull=True)
    rows = rows.exclude(board__audience__kind=Audience.Kind.NAMED)
    given = rows.filter(vote_rows__isnull=False, vote_rows__merge__isnull=True)
    parts = _parts(given, "vote_rows__person_id", "pk", Seconds("vote_rows__created"))
    return _joined(
        [_three([(who, theme_of.get(idea, NOWHERE), at) for who, idea, at in part]) for part in parts]
    )


def _parts(rows: Any, *columns: Any) -> Iterator[list[tuple[Any, ...]]]:
    """All rows in lists of some size."""
    found = iter(rows.values_list(*columns).iterator(CHUNK))
    while part := list(islice(found, CHUNK)):
        yield part


def _three(rows: list[tuple[Any, Any, Any]]) -> Three:
    if not rows:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    who, what, when = zip(*rows, strict=True)
    return np.array(who, np.int64), np.array(what, np.int64), seconds(when)


def _joined(parts: list[Three]) -> Three:
    who, what, when = zip(*(parts or [_three([])]), strict=True)
    return np.concatenate(who), np.concatenate(what), np.concatenate(when)


def ratings(until: datetime | None = None) -> Ratings:
    """The ratings of published outcomes; `until`: as they stood then."""
    rows = Rating.objects.filter(
        outcome__archived__isnull=True,
        outcome__future__published__isnull=False,
        outcome__future__archived__isnull=True,
    ).exclude(outcome__future__audience__kind=Audience.Kind.NAMED)
    rows = rows.exclude(person__role__in=STAFF)
    keys = ("person_id", "outcome_id")
    if until is None:
        full = list(
            rows.filter(importance__isnull=False, satisfaction__isnull=False).values_list(
                *keys, "importance", "satisfaction"
            )
        )
    else:
        full = _as_they_stood(rows, until)
    table = np.array(sorted(full), np.int64).reshape(-1, 4)
    return Ratings(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def _as_they_stood(rows: Any, until: datetime) -> list[tuple[int, ...]]:
    keys = ("person_id", "outcome_id")
    latest: dict[tuple[int, int], tuple[int | None, int | None]] = {}
    history = rows.filter(changes__at__lte=until).order_by("changes__at", "changes__id")
    for who, what, importance, satisfaction in history.values_list(
        *keys, "changes__importance", "changes__satisfaction"
    ):
        latest[who, what] = importance, satisfaction
    current = rows.filter(at__lte=until, changes__isnull=True)
    for who, what, importance, satisfaction in current.values_list(
        *keys, "importance", "satisfaction"
    ).iterator(CHUNK):
        latest[who, what] = importance, satisfaction
    return [(*key, high, low) for key, (high, low) in latest.items() if high is not None and low is not None]
