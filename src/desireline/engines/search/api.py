"""Search: what may be found by whom, whatever the engine.

Features register a `Source` in CARDS and call `refresh` in the transaction that changes a record: the change waits in
the outbox and can be found a moment after the commit. Readers are known here only by their allow tokens; nothing is
found with none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from desireline.engines.search import choose, following, outbox
from desireline.engines.search.choose import engine, trial
from desireline.engines.search.following import Told
from desireline.engines.search.models import SearchChange, SearchIndex
from desireline.engines.search.protocol import MOST, Card, Engine, Found, Hit, Piece, Query, Unanswered
from desireline.engines.search.said import says_it
from desireline.engines.search.sources import CARDS, PROVIDERS, READERS, Source, sources, tokens_of

__all__ = [
    "CARDS",
    "MOST",
    "PROVIDERS",
    "READERS",
    "Card",
    "Found",
    "Hit",
    "Piece",
    "Query",
    "Source",
    "Unanswered",
    "belongs",
    "catch_up",
    "delete",
    "is_old",
    "put",
    "put_many",
    "query",
    "refresh",
    "reindex",
    "says_it",
    "similar",
    "sources",
    "start_anew",
    "stats",
    "suggest",
    "tokens_of",
    "trial",
    "weigh",
]

OLD = timedelta(days=7)


def put(*cards: Card) -> int:
    """Make the cards findable, in the caller's transaction: no commit, no card. Returns how many."""
    return put_many(cards)


def put_many(cards: Iterable[Card]) -> int:
    """Like `put`: any number of cards, read as they come. Returns how many."""
    with transaction.atomic(savepoint=False):
        return outbox.note((card.key, card.type, False, card) for card in cards)


def delete(*keys: str) -> int:
    """Make the cards of these keys unfindable, in the caller's transaction. Returns how many keys."""
    with transaction.atomic(savepoint=False):
        return outbox.note((key, "", True, None) for key in keys)


def refresh(type: str, ids: Iterable[Any]) -> int:  # noqa: A002 - the word for it everywhere here
    """Make the cards of these records anew, and forget those that have none any more. Returns how many records."""
    key = sources()[type].key
    with transaction.atomic(savepoint=False):
        return outbox.note((key(id_), type, False, None) for id_ in dict.fromkeys(ids))


def weigh(type: str, weights: Mapping[Any, int]) -> int:  # noqa: A002
    """Note the weights of these records, by id. Returns how many changed enough to matter and are refreshed."""
    key = sources()[type].key
    known = _asked().weights([key(id_) for id_ in weights])
    return refresh(type, [id_ for id_, now in weights.items() if _matters(known.get(key(id_)), now)])


def _matters(before: int | None, now: int) -> bool:
    """A card is lifted by the logarithm of its weight: a fifth more or less is seen, one vote of a hundred is not."""
    return before is not None and abs(now - before) > 0.2 * max(before, 2)


def query(query: Query) -> Found:
    """Answer a question. The caller checks the hits that it shows once more against the records themselves."""
    return _asked().query(query)


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
    return _asked().similar(text, allow=allow, types=types, facets=facets, limit=limit, exclude=exclude)


def suggest(start: str, *, allow: tuple[str, ...], limit: int = 8) -> Sequence[str]:
    """What the text may go on to, by words of cards that the reader may find."""
    return _asked().suggest(start, allow=allow, limit=limit)


def stats() -> Mapping[str, Any]:
    """Numbers for operators: the engine, cards by type, changes that wait and since when."""
    waiting, since = outbox.lag()
    return {**engine().stats(), "waiting": waiting, "since": since}


def start_anew() -> None:
    """The records were replaced (a restore): what waits is void, and the worker makes the index anew."""
    SearchChange.objects.all().delete()
    SearchIndex.objects.all().delete()


def catch_up() -> int:
    """Take in now what waits, in place of the worker. Returns how many changes. Raises ValueError while it does."""
    return following.drain()


def belongs() -> bool:
    """Whether there is an index, and it was made from this database."""
    return choose.belongs()


def is_old() -> bool:
    """Whether the index was made so long ago that it is worth making it anew, in case anything was missed."""
    return SearchIndex.objects.filter(made__lt=timezone.now() - OLD).exists()


def reindex(types: Sequence[str] = (), *, tell: Told | None = None) -> int:
    """Make the index (or the cards of some types) anew while people search on. Returns how many records.

    `tell(done, all, note)` is called as it goes. Raises ValueError while another process writes.
    """
    if types:
        return sum(_again(name, tell) for name in types)
    name, fresh = choose.fresh()
    try:
        with outbox.making() as making:
            done = following.rebuild(fresh, sources().names(), tell, making=making)
            with following.turn():
                following.drain(fresh, making=making)
                making.renew()
                before = choose.take(name, fresh)
    finally:
        fresh.close()  # who made it may live on without ever writing again, and another process follows the outbox
    choose.clear_away(before)
    return done


def _again(name: str, tell: Told | None) -> int:
    source = sources()[name]
    done, known = 0, engine().keys(name)
    for ids in following.parts(source.ids()):
        done += refresh(name, ids)
        known.difference_update(map(source.key, ids))
        following.drain()
        if tell:
            tell(done, None, source.label)
    delete(*known)
    following.drain()
    return done


def _asked() -> Engine:
    if settings.SEARCH_INLINE:
        following.drain()
    return engine()
