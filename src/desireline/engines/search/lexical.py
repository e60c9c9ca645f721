"""The engine that needs nothing but the database: words, stems, other words for the same, slips of the pen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from typing import Any

import orjson
from django.db.models import Count

from desireline.engines.search import dictionary
from desireline.engines.search.closest import Question, closest
from desireline.engines.search.folding import words
from desireline.engines.search.index import AllOf, AnyOf, Expression, Token, any_token, begun, brief, match
from desireline.engines.search.models import SearchCard, SearchShape, SearchTerm
from desireline.engines.search.protocol import MOST, Card, Found, Hit, Query, Tell
from desireline.engines.search.scoring import rank
from desireline.engines.search.showing import shown
from desireline.engines.search.tokens import (
    Asked,
    allow_token,
    facet_token,
    read_card,
    read_question,
    type_token,
)
from desireline.engines.search.wording import own_words
from desireline.kit.paging.api import decode, encode
from desireline.kit.rows.api import run, time_value

BODY = 2000  # characters kept for snippets
BATCH = 200
TITLED = 100  # at most so many cards with all words in the title are put first
_FIELDS = ("type", "weight", "size", "learnt", "date", "url", "title", "tokens", "extra", "language", "body")
_VALUES = "(" + ", ".join(["%s"] * (len(_FIELDS) + 1)) + ")"
_KEPT = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS)
_PUT = f"INSERT INTO engines_searchcard (key, {', '.join(_FIELDS)}) VALUES %s ON CONFLICT (key) DO UPDATE SET {_KEPT}"  # noqa: S608


class Lexical:
    """See `protocol.Engine`. Cards are rows; a write is part of the transaction that changes the record."""

    def put(self, cards: Iterable[Card]) -> int:
        own_list = own_words()
        rows = list({card.key: _row(card, own_list) for card in cards}.values())
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            run(_PUT % ", ".join([_VALUES] * len(part)), [value for row in part for value in row])
        return len(rows)

    def delete(self, keys: Iterable[str]) -> int:
        wanted, gone = list(keys), 0
        for start in range(0, len(wanted), 500):
            gone += SearchCard.objects.filter(key__in=wanted[start : start + 500]).delete()[0]
        return gone

    def weigh(self, weights: Mapping[str, int]) -> int:
        rows = list(SearchCard.objects.filter(key__in=list(weights)).only("id", "key", "weight"))
        changed = [row for row in rows if row.weight != weights[row.key]]
        for row in changed:
            row.weight = weights[row.key]
        SearchCard.objects.bulk_update(changed, ["weight"], batch_size=BATCH)
        return len(changed)

    def query(self, query: Query) -> Found:
        asked = read_question(query.text, own_words(), typing=True)
        if not asked or not query.allow:
            return Found((), {})
        dictionary.complete(asked, dictionary.shared(query.allow))
        guard = guarded(query.allow, facets=query.facets)
        words = AllOf(tuple(_group(one) for one in asked))
        ids = match(AllOf((*guard, words)), limit=MOST + 1)
        if not ids:
            return self._loose(query, asked)
        more = len(ids) > MOST
        narrow = guarded(query.allow, types=query.types, facets=query.facets)
        titled = match(AllOf((*narrow, *(_group(one, title=True) for one in asked))), limit=TITLED)
        typed = match(AllOf((*narrow, words)), limit=MOST) if query.types and more else ids[:MOST]
        cards = brief(list({*ids[:MOST], *titled, *typed}))
        counts = Counter(cards[id_][0] for id_ in ids[:MOST] if id_ in cards)
        rows = [id_ for id_ in typed if id_ in cards and (not query.types or cards[id_][0] in query.types)]
        return self._page(query, asked, rows, {id_ for id_ in titled if id_ in cards}, cards, counts, more)

    def _page(
        self,
        query: Query,
        asked: Sequence[Asked],
        rows: Sequence[int],
        titled: set[int],
        cards: Mapping[int, tuple[str, int, int]],
        counts: Mapping[str, int],
        more: bool,
    ) -> Found:
        ranked = [
            (rank(in_title=id_ in titled, size=cards[id_][2], asked=len(asked), weight=cards[id_][1]), id_)
            for id_ in titled.union(rows)
        ]
        after = decode(query.after, length=2)
        if after:
            ranked = [pair for pair in ranked if [pair[0], pair[1]] < after]
        page = nlargest(query.limit, ranked)
        lit = {token for one in asked for token in one.tokens}
        hits = shown([id_ for _rank, id_ in page], lit, starts=asked[-1].prefix)
        further = encode(page[-1]) if len(ranked) > query.limit else None
        return Found(hits, counts, next=further, more=more)

    def _loose(self, query: Query, asked: Sequence[Asked]) -> Found:
        if query.after:
            return Found((), {}, loose=True)
        question = Question(query.text, asked, query.allow, guarded(query.allow, facets=query.facets))
        hits = closest(question, limit=query.limit)
        counts: dict[str, int] = {}
        for hit in hits:
            counts[hit.type] = counts.get(hit.type, 0) + 1
        kept = [hit for hit in hits if not query.types or hit.type in query.types]
        return Found(kept, counts, loose=True)

    def similar(
        self,
        text: str,
        *,
        allow: tuple[str, ...],
        types: tuple[str, ...] = (),
        facets: tuple[str, ...] = (),
        limit: int = 5,
        exclude: tuple[str, ...] = (),
    ) -> Sequence[Hit]:
        asked = read_question(text, own_words(), typing=True)
        if not asked or not allow:
            return ()
        question = Question(text, asked, allow, guarded(allow, types=types, facets=facets))
        return [hit for hit in closest(question, limit=limit + len(exclude)) if hit.key not in exclude][
            :limit
        ]

    def keys(self, type: str) -> set[str]:  # noqa: A002
        return set(SearchCard.objects.filter(type=type).values_list("key", flat=True))

    def learn(self, tell: Tell | None = None) -> int:
        return dictionary.learn(tell)

    def forget_words(self) -> None:
        dictionary.forget_words()

    def stats(self) -> Mapping[str, Any]:
        by_type = SearchCard.objects.values_list("type").annotate(n=Count("id")).order_by("type")
        return {
            "engine": "lexical",
            "cards": dict(by_type),
            "terms": SearchTerm.objects.values("term").distinct().count(),
            "words": SearchShape.objects.values("word").distinct().count(),
            "to_learn": SearchCard.objects.filter(learnt=False).count(),
        }


def guarded(
    allow: Sequence[str], *, types: Sequence[str] = (), facets: Sequence[str] = ()
) -> tuple[Expression, ...]:
    """What every question carries: who asks, and what was filtered."""
    parts: list[Expression] = [any_token(allow_token(token) for token in allow)]
    if types:
        parts.append(any_token(type_token(name) for name in types))
    parts.extend(Token(facet_token(facet)) for facet in facets)
    return tuple(parts)


def _group(one: Asked, *, title: bool = False) -> Expression:
    """What answers a word; in titles the word itself, not other words for the same."""
    if title:
        parts = [Token(f"t:{token}") for token in one.tokens if token[1:2] != ":"]
    else:
        parts = [Token(token) for token in one.tokens]
    return AnyOf((*parts, *begun(one.prefix, one.completed)))


def _row(card: Card, own_list: str) -> tuple[Any, ...]:
    read = read_card(card, own_list)
    size = min(read.size or len(words(card.title)), 32000)
    date = time_value(card.date) if card.date else None
    extra = orjson.dumps(dict(card.extra)).decode()
    return (
        card.key, card.type, card.weight, size, False, date, card.url[:300], card.title[:300], read.tokens, extra,
        read.language, card.body[:BODY],
    )  # fmt: skip
