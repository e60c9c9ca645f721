"""Hits as they are shown: kept cards with what was looked for lit. No framework here."""

from __future__ import annotations

from collections.abc import Sequence

from desireline.engines.search.kept import Kept
from desireline.engines.search.protocol import Hit
from desireline.engines.search.scoring import Close
from desireline.engines.search.snippets import lit, snippet
from desireline.engines.search.tokens import Asked


def hits_of(
    cards: Sequence[Kept], asked: Sequence[Asked], closeness: Sequence[float] | None = None
) -> tuple[Hit, ...]:
    tokens = {token for one in asked for token in one.tokens}
    starts = next((one.prefix for one in asked if one.prefix), "")
    near = closeness if closeness is not None else [1.0] * len(cards)
    return tuple(
        Hit(
            key=card.key,
            type=card.type,
            title=lit(card.title, card.language, tokens, starts),
            snippet=snippet(card.body, card.language, tokens, starts),
            url=card.url,
            date=card.date,
            extra=card.extra,
            source=card.source,
            closeness=score,
        )
        for card, score in zip(cards, near, strict=True)
    )


def close_hits(near: Sequence[Close], asked: Sequence[Asked]) -> tuple[Hit, ...]:
    return hits_of([one.card for one in near], asked, [one.closeness for one in near])
