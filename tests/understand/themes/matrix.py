from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.understand.themes.models import Saying, Theme, ThemeName
from tests import make
from tests.cast import Cast
from tests.matrix import Row

ASKED = {"anonymous": 302, "blocked": 302}
TEAM = {**ASKED, "team": 200, "steward": 200, "admin": 200, "*": 404}
DONE = {**ASKED, "team": 302, "steward": 302, "admin": 302, "*": 404}
FUTURES = {**DONE, "team": 404}


def theme() -> Theme:
    """A theme in which something public is said."""
    made = Theme.objects.create(
        level=2, name="Lost cards", words=["lost", "card"], model="letters", centre=b""
    )
    idea = make.idea()
    Saying.objects.create(idea=idea, at=idea.created, digest=b"x", middle=made, middle_close=0.9)
    return made


def _theme(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": theme().pk}, "data": {"name": "Cards", "outcome": str(make.outcome().pk)}}


def _renamed(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": ThemeName.objects.create(theme=theme()).pk}}


def _made(cast: Cast) -> Mapping[str, Any]:
    data = {"future": make.future().slug, "statement": "Minimise the time it takes to get a new card"}
    return {"kwargs": {"pk": theme().pk}, "data": data}


def _nowhere(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": 999}}


ROWS = [
    Row("themes", expect=TEAM),
    Row("themes", "POST", expect={"*": 405}),
    Row("themes_state", expect=TEAM),
    Row("themes_alone", expect=TEAM),
    Row("theme", make=_theme, expect=TEAM),
    Row("theme", make=_nowhere, expect={**ASKED, "*": 404}, note="that there is not"),
    Row("themes_renew", "POST", expect=DONE),
    Row("themes_renew", expect={"*": 405}),
    Row("theme_rename", "POST", make=_theme, expect=DONE),
    Row("theme_rename", make=_theme, expect={"*": 405}),
    Row("theme_unname", "POST", make=_renamed, expect=DONE),
    Row("theme_unname", make=_renamed, expect={"*": 405}),
    Row("theme_link", "POST", make=_theme, expect=DONE),
    Row("theme_link", make=_theme, expect={"*": 405}),
    Row("theme_outcome", "POST", make=_made, expect=FUTURES),
    Row("theme_outcome", make=_made, expect={"*": 405}),
]
