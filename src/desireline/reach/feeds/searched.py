"""The newest that a search finds, as anyone may read it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from markupsafe import escape

from desireline.guide.search.api import Shown, Wanted, ask, checked, unlit
from desireline.reach.feeds.atom import Entry
from desireline.reach.feeds.board import EPOCH

MOST = 30


def searched(wanted: Wanted, *, origin: str) -> list[Entry]:
    """The thirty newest hits that a stranger may see."""
    found = ask(replace(wanted, sort="newest", after=""), None, size=MOST)
    return [_entry(shown, origin) for shown in checked(found.hits, None)]


def _entry(shown: Shown, origin: str) -> Entry:
    hit = shown.hit
    date = hit.date or EPOCH
    return Entry(
        id=f"{origin}/search#{hit.key}",
        title=unlit(hit.title),
        url=urljoin(origin, hit.url),
        updated=date,
        published=date,
        author=str(shown.beside.get("place") or shown.kind),
        html=str(escape(unlit(hit.snippet))),
        categories=(shown.kind,),
    )
