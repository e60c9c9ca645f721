"""Themes as one person sees them: every count, line and quote is only of what that person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.jobs.api import Job
from desireline.kit.paging.api import Page, decode, latest, page_of
from desireline.people.identity.api import Person
from desireline.understand.themes.models import Level, Saying, Theme, ThemeOutcome, ThemeRun
from desireline.understand.themes.rules import Periods, periods
from desireline.understand.themes.verbs import RENEW

SIZE, QUOTES = 40, 15
LATELY = timedelta(days=90)
SORTS = ("people", "growing", "new", "name")


@dataclass(slots=True)
class Heard:
    """What is heard in a theme. `along`: texts in each period; `typical`: the idea nearest to its centre."""

    texts: int = 0
    people: set[Any] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    first: datetime | None = None
    lately: int = 0
    before: int = 0
    along: list[int] = field(default_factory=list)
    typical: tuple[float, str] = (-2.0, "")

    @property
    def growth(self) -> int:
        """How many more texts came in the last ninety days than in the ninety before."""
        return self.lately - self.before


@dataclass(frozen=True, slots=True)
class Row:
    """A theme in the list."""

    theme: Theme
    heard: Heard
    outcomes: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The themes of a level, and what all is heard: `alone` texts are in none."""

    page: Page[Row]
    periods: Periods
    themes: int
    texts: int
    people: int
    alone: int


def hear(person: Person | None, rows: Any, column: str) -> tuple[dict[int | None, Heard], Periods]:
    """What the person may hear, by theme of that level (None: in none), and the periods of `along`. One query."""
    found = list(
        rows.exclude(digest=b"").values_list(
            f"{column}_id",
            "at",
            "comment_id",
            "idea__author_id",
            "idea__guest_name",
            "idea__author__account_id",
            "comment__author_id",
            "comment__guest_name",
            "comment__author__account_id",
            f"{column}_close",
            "idea__title",
        )
    )
    now = timezone.now()
    along = periods([row[1].date() for row in found], today=now.date())
    heard: dict[int | None, Heard] = defaultdict(lambda: Heard(along=[0] * len(along.starts)))
    for (
        theme,
        at,
        comment,
        author,
        guest,
        account,
        replier,
        reply_guest,
        reply_account,
        close,
        title,
    ) in found:
        one = heard[theme]
        who, called, of = (replier, reply_guest, reply_account) if comment else (author, guest, account)
        one.texts += 1
        if who or called:
            one.people.add(who or called)
        if of:
            one.accounts.add(of)
        one.first = at if one.first is None or at < one.first else one.first
        one.lately += at >= now - LATELY
        one.before += now - 2 * LATELY <= at < now - LATELY
        if not comment and close > one.typical[0]:
            one.typical = (close, title)
        place = along.place(at.date())
        if place is not None:
            one.along[place] += 1
    return heard, along


def overview(
    person: Person | None, level: Level, *, sort: str = "people", q: str = "", cursor: str | None = None
) -> Overview:
    """The themes that the person may see, sorted by one of SORTS; `q` looks in names and words."""
    heard, along = hear(person, Saying.objects.visible_to(person), level.column)
    alone = heard.pop(None, Heard())
    everyone: set[Any] = set(alone.people).union(*(one.people for one in heard.values()))
    themes = Theme.objects.filter(level=level, gone__isnull=True, pk__in=list(heard))
    linked: dict[int, int] = defaultdict(int)
    for theme in ThemeOutcome.objects.filter(theme__in=themes).values_list("theme_id", flat=True):
        linked[theme] += 1
    rows = [Row(theme, heard[theme.pk], linked[theme.pk]) for theme in themes]
    wanted = [row for row in rows if _asked(row.theme, q)]
    return Overview(
        page=_page(wanted, sort, cursor),
        periods=along,
        themes=len(wanted),
        texts=sum(one.texts for one in heard.values()) + alone.texts,
        people=len(everyone),
        alone=alone.texts,
    )


def _asked(theme: Theme, q: str) -> bool:
    text = " ".join([theme.own_name, theme.name, *theme.words]).casefold()
    return all(word in text for word in q.casefold().split())


def _key(row: Row, sort: str) -> list[Any]:
    heard, pk = row.heard, row.theme.pk
    if sort == "name":
        return [row.theme.shown_name.casefold(), pk]
    if sort == "growing":
        return [-heard.growth, -heard.lately, pk]
    if sort == "new":
        return [-(heard.first.timestamp() if heard.first else 0), pk]
    return [-len(heard.people), -heard.texts, pk]


def _page(rows: Iterable[Row], sort: str, cursor: str | None) -> Page[Row]:
    ordered = sorted(rows, key=lambda row: _key(row, sort))
    after = decode(cursor, length=2 if sort in {"name", "new"} else 3)
    if after:
        with suppress(TypeError):  # a cursor of another order: from the start
            ordered = [row for row in ordered if _key(row, sort) > after]
    return page_of(ordered[: SIZE + 1], size=SIZE, key=lambda row: _key(row, sort))


def quotes(person: Person | None, theme: Theme | None, level: Level, *, cursor: str | None) -> Page[Saying]:
    """What was said in the theme, word for word, what is closest to its centre first; of None, what is in no theme."""
    column = level.column
    rows = (
        Saying.objects.visible_to(person)
        .exclude(digest=b"")
        .filter(**{column: theme} if theme else {f"{column}__isnull": True})
        .select_related("idea__author__account", "comment__author__account")
    )
    close = f"{column}_close"
    if theme is None:
        return latest(rows, cursor, size=QUOTES)
    after = decode(cursor, length=2)
    if after and isinstance(after[0], int | float) and isinstance(after[1], int):
        rows = rows.filter(Q(**{f"{close}__lt": after[0]}) | Q(**{close: after[0], "pk__gt": after[1]}))
    found = list(rows.order_by(f"-{close}", "pk")[: QUOTES + 1])
    return page_of(found, size=QUOTES, key=lambda one: [getattr(one, close), one.pk])


def inner(person: Person | None, theme: Theme) -> list[tuple[Theme, int]]:
    """The themes within, each with its people, most first; only those of which the person may see something."""
    if theme.level == Level.NARROW:
        return []
    level = Level(theme.level + 1)
    themes = {one.pk: one for one in theme.inner.filter(gone__isnull=True)}
    rows = Saying.objects.visible_to(person).filter(**{f"{level.column}__in": list(themes)})
    heard, _along = hear(person, rows, level.column)
    found = [(themes[pk], len(one.people)) for pk, one in heard.items() if pk is not None]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].pk))


def outcomes_of(person: Person | None, theme: Theme) -> list[Any]:
    """The outcomes that the theme is about and that the person may see."""
    links = ThemeOutcome.objects.filter(theme=theme).values("outcome")
    return list(DesiredOutcome.objects.visible_to(person).filter(pk__in=links).order_by("statement"))


def themes_of_outcome(person: Person | None, outcome: Any) -> list[tuple[Theme, Heard]]:
    """The themes that are about the outcome, with what the person may hear of them; most people first."""
    links = ThemeOutcome.objects.filter(outcome=outcome, theme__gone__isnull=True)
    by_level: dict[int, list[Theme]] = defaultdict(list)
    for theme in Theme.objects.filter(pk__in=links.values("theme")):
        by_level[theme.level].append(theme)
    found = []
    for number, themes in by_level.items():
        column = Level(number).column
        rows = Saying.objects.visible_to(person).filter(**{f"{column}__in": [theme.pk for theme in themes]})
        heard, _along = hear(person, rows, column)
        found += [(theme, heard[theme.pk]) for theme in themes if theme.pk in heard]
    return sorted(found, key=lambda pair: (-len(pair[1].people), pair[0].pk))


def last_run() -> ThemeRun | None:
    return ThemeRun.objects.order_by("-pk").first()


def running() -> Job | None:
    """The renewal that runs or waits because somebody asked for it, if there is one."""
    rows = Job.objects.filter(kind=RENEW, finished__isnull=True)
    return rows.filter(Q(key=RENEW) | Q(lease__isnull=False)).order_by("-lease", "pk").first()
