"""What the pages of themes show: rows, drawings, and addresses that hold the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desireline.futures.futures.api import shown
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.charts.api import Series, line, spark
from desireline.kit.jobs.api import said
from desireline.kit.paging.api import Page
from desireline.kit.text.api import plain
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.understand.themes import reading
from desireline.understand.themes.models import Level, Saying, Theme
from desireline.understand.themes.panels import panels_for
from desireline.understand.themes.rules import Periods

LONGEST = 600  # characters of a quote


@dataclass(frozen=True, slots=True)
class Wanted:
    """The state of the list. Whatever makes no sense is left out."""

    level: Level = Level.MIDDLE
    sort: str = "people"
    q: str = ""

    @classmethod
    def of(cls, given: QueryDict) -> Wanted:
        levels = {level.column: level for level in Level}
        sort = given.get("sort", "people")
        return cls(
            levels.get(given.get("zoom", ""), Level.MIDDLE),
            sort if sort in reading.SORTS else "people",
            given.get("q", "")[:100],
        )

    def url(self, name: str = "themes", **more: str) -> str:
        """The address of the list (or of another page) in this state, but for `more`."""
        values = {"zoom": self.level.column, "sort": self.sort, "q": self.q} | more
        usual = {"zoom": "middle", "sort": "people"}
        kept = {key: value for key, value in values.items() if value and usual.get(key) != value}
        return reverse(name) + (f"?{urlencode(kept)}" if kept else "")


def level_words() -> dict[Level, str]:
    return {Level.WIDE: _("Wide"), Level.MIDDLE: _("Middle"), Level.NARROW: _("Near")}


def sort_words() -> dict[str, str]:
    return {
        "people": _("Most people"),
        "growing": _("Growing most"),
        "new": _("Newest"),
        "name": _("By name"),
    }


def list_page(person: Person, wanted: Wanted, cursor: str | None) -> dict[str, Any]:
    found = reading.overview(person, wanted.level, sort=wanted.sort, q=wanted.q, cursor=cursor)
    return {
        "found": found,
        "rows": [(row, _spark(row)) for row in found.page.rows],
        "wanted": wanted,
        "zooms": [
            {"label": word, "url": wanted.url(zoom=level.column), "current": level == wanted.level}
            for level, word in level_words().items()
        ],
        "sorts": sort_words(),
        "next_url": wanted.url(**{"from": found.page.next}) if found.page.next else None,
        "alone_url": wanted.url("themes_alone"),
        "may_change": may(person, Permission.TRIAGE),
        **state(),
    }


def state() -> dict[str, Any]:
    """When themes were found last, and how far the present renewal is."""
    job = reading.running()
    return {"last": reading.last_run(), "job": job, "note": said(job.note) if job else ""}


def _spark(row: reading.Row) -> Any:
    words = _("Texts over time in “%(name)s”: %(n)s in the last 90 days, %(before)s in the 90 before")
    facts = {"name": row.theme.shown_name, "n": row.heard.lately, "before": row.heard.before}
    return spark(row.heard.along, title=words % facts)


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, word for word."""

    title: str
    text: str
    url: str
    name: str
    account: str
    at: Any
    comment: bool


def quotes_of(page: Page[Saying]) -> list[Quote]:
    return [_quote(one) for one in page.rows]


def _quote(one: Saying) -> Quote:
    idea, comment = one.idea, one.comment
    by = comment.author if comment else idea.author
    guest = comment.guest_name if comment else idea.guest_name
    text = plain(comment.body if comment else idea.body)
    return Quote(
        title=idea.title,
        text=text[:LONGEST] + ("…" if len(text) > LONGEST else ""),
        url=f"/ideas/{idea.pk}-{idea.slug}" + (f"#comment-{comment.pk}" if comment else ""),
        name=by.shown_name if by else guest,
        account=by.account.name if by and by.account else "",
        at=one.at,
        comment=comment is not None,
    )


def theme_page(person: Person, theme: Theme, cursor: str | None) -> dict[str, Any]:
    level = Level(theme.level)
    rows = Saying.objects.visible_to(person).filter(**{level.column: theme})
    heard, along = reading.hear(person, rows, level.column)
    page = reading.quotes(person, theme, level, cursor=cursor)
    one = heard.get(theme.pk) or reading.Heard(along=[0] * len(along.starts))
    about = reading.outcomes_of(person, theme)
    here = reverse("theme", args=[theme.pk])
    may_add = may(person, Permission.EDIT_FUTURES)
    return {
        "subject": theme,
        "panels": panels_for(theme, person),
        "level_word": level_words()[level],
        "zoom_url": Wanted(level=level).url(),
        "heard": one,
        "labels": labels(along),
        "drawing": drawing(one.along, along),
        "quotes": quotes_of(page),
        "next_url": f"{here}?{urlencode({'from': page.next})}" if page.next else None,
        "inner": reading.inner(person, theme),
        "outcomes": about,
        "choices": _choices(person, about),
        "futures": [(one.slug, one.title) for one in shown(person)] if may_add else [],
        "may_change": may(person, Permission.TRIAGE),
        "may_add": may_add,
    }


def _choices(person: Person, about: list[Any]) -> list[tuple[int, str]]:
    linked = {outcome.pk for outcome in about}
    rows = (
        DesiredOutcome.objects.visible_to(person).order_by("statement").values_list("pk", "statement")[:300]
    )
    return [(pk, statement) for pk, statement in rows if pk not in linked]


def labels(along: Periods) -> list[str]:
    """The periods in words of the reader's language."""
    form = "j M" if along.weekly else "M Y"
    return [date_format(start, form) for start in along.starts]


def drawing(values: list[int], along: Periods) -> Any:
    title = _("Texts a week") if along.weekly else _("Texts a month")
    return line([Series(title, values)], labels(along), title=title, width=640)
