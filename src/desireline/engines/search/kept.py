"""What an engine keeps of a card beside its tokens, so that a hit can be shown. No framework here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from desireline.engines.search.protocol import Card
from desireline.kit.words.api import fold

SHOWN = 2000  # characters of the body that are kept for snippets
OPEN, STAFF = "open", "staff"  # the two indexes of every engine


def for_staff(token: str) -> bool:
    return token == STAFF or token.startswith(f"{STAFF}:")


def place_of(card: Card) -> str:
    """The index that a card stands in: what only the team may find changes nothing for customers."""
    return OPEN if any(token and not for_staff(token) for token in card.allow) else STAFF


def facets_of(card: Card) -> tuple[str, ...]:
    """`name:value` words by which queries filter."""
    return tuple(fold(facet) for facet in (*card.facets, *(f"tag:{tag}" for tag in card.tags)))


@dataclass(frozen=True, slots=True)
class Kept:
    """What comes back of a card."""

    key: str
    type: str
    source: str
    title: str
    body: str
    language: str
    url: str
    date: datetime | None
    weight: int
    extra: Mapping[str, Any]


def data_of(card: Card, language: str) -> bytes:
    date = card.date.timestamp() if card.date else None
    line = (
        card.key, card.type, card.source, card.title[:300], card.body[:SHOWN], language, card.url[:500], date,
        card.weight, dict(card.extra), card.allow, card.facets, card.gist,
    )  # fmt: skip
    return orjson.dumps(line)


def kept(data: bytes | str) -> Kept:
    key, kind, source, title, body, language, url, date, weight, extra, *_rest = orjson.loads(data)
    moment = datetime.fromtimestamp(date, UTC) if date is not None else None
    return Kept(key, kind, source, title, body, language, url, moment, weight, extra)


def card_of(data: bytes | str) -> Card:
    """As much of the card as its direction hangs on."""
    key, kind, _source, title, body, *_rest, allow, facets, gist = orjson.loads(data)
    return Card(
        key=key, type=kind, title=title, body=body, allow=tuple(allow), facets=tuple(facets), gist=gist
    )
