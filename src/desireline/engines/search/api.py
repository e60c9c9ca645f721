"""Search: what may be found by whom, whatever the engine.

Features register a `Source` in CARDS and call `refresh` in the transaction that changes a record. Readers are known
here only by their allow tokens; nothing is found with none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from desireline.engines.search.choose import engine
from desireline.engines.search.protocol import MOST, Card, Found, Hit, Piece, Query
from desireline.engines.search.sources import CARDS, Source
from desireline.kit.jobs.api import leave_room
from desireline.kit.options.api import bump

__all__ = [
    "CARDS",
    "MOST",
    "Card",
    "Found",
    "Hit",
    "Piece",
    "Query",
    "Source",
    "delete",
    "learn",
    "put",
    "put_many",
    "query",
    "refresh",
    "reindex",
    "similar",
    "stats",
    "weigh",
]

BATCH = 500
STAMP = "search"
Told = Callable[[int, int | None, Any], None]


def put(*cards: Card) -> int:
    """Make the cards findable, in the caller's transaction: no commit, no card. Returns how many."""
    return put_many(cards)


def put_many(cards: Iterable[Card]) -> int:
    """Like `put`, for imports: any number of cards, read as they come. Returns how many."""
    done, rest = 0, iter(cards)
    with transaction.atomic():
        while batch := list(islice(rest, BATCH)):
            done += engine().put(batch)
        if done:
            bump(STAMP)
    return done


def delete(*keys: str) -> int:
    """Make the cards of these keys unfindable, in the caller's transaction. Returns how many there were."""
    with transaction.atomic():
        gone = engine().delete(keys)
        if gone:
            bump(STAMP)
    return gone


def weigh(weights: Mapping[str, int]) -> int:
    """New weights of known cards by key; their text stays. Returns how many changed."""
    return engine().weigh(weights)


def refresh(type: str, ids: Iterable[int]) -> int:  # noqa: A002 - the word for it everywhere here
    """Make the cards of these records anew, and forget those that have none any more. Returns how many were put."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return 0
    done = 0
    with transaction.atomic(savepoint=False):
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            cards = list(CARDS[type].make(part))
            kept = {card.key for card in cards}
            engine().put(cards)
            engine().delete(key for key in (f"{type}:{id_}" for id_ in part) if key not in kept)
            done += len(cards)
        bump(STAMP)
    return done


def query(query: Query) -> Found:
    """Answer a question. The caller checks the hits that it shows once more against the records themselves."""
    return engine().query(query)


def similar(
    text: str,
    *,
    allow: tuple[str, ...],
    types: tuple[str, ...] = (),
    facets: tuple[str, ...] = (),
    limit: int = 5,
    exclude: tuple[str, ...] = (),
) -> Sequence[Hit]:
    """At most `limit` cards that say the same as `text`, closest first. Check them once more before they are shown."""
    return engine().similar(text, allow=allow, types=types, facets=facets, limit=limit, exclude=exclude)


def learn() -> int:
    """Take in the words of new cards (a job calls this every minute). Returns how many cards."""
    return engine().learn()


def stats() -> Mapping[str, Any]:
    """Numbers for operators."""
    return engine().stats()


def reindex(types: Sequence[str] = (), *, tell: Told | None = None) -> int:
    """Make all cards (of these types) anew beside ongoing use, then the dictionary. Returns how many cards.

    `tell(done, all, note)` is called as it goes.
    """
    done = 0
    for source in [CARDS[name] for name in types or CARDS.names()]:
        ids = list(source.ids())
        for start in range(0, len(ids), BATCH):
            refresh(source.type, ids[start : start + BATCH])
            leave_room()
            done += len(ids[start : start + BATCH])
            if tell:
                tell(done, None, source.label)
        gone = engine().keys(source.type) - {f"{source.type}:{id_}" for id_ in ids}
        delete(*gone)
    engine().forget_words()
    engine().learn((lambda _n: tell(done, None, _("Learn words for typing slips"))) if tell else None)
    return done
