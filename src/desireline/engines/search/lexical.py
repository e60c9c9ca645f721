"""The engine that needs nothing but the database: words, stems, other words for the same, slips of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.db.models import Count

from desireline.engines.search import dictionary
from desireline.engines.search.closest import Question, closest
from desireline.engines.search.folding import words
from desireline.engines.search.index import AllOf, AnyOf, Expression, Token, any_token, match
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
        guard = guarded(query.allow, facets=query.facets)
        rows = match(AllOf((*guard, *(_group(one) for one in asked))), limit=MOST + 1)
        if not rows:
            return self._loose(query, asked)
        more = len(rows) > MOST
        counts: dict[str, int] = {}
        for _id, kind, _weight, _size in rows[:MOST]:
            counts[kind] = counts.get(kind, 0) + 1
        if query.types:
            rows = self._of_types(query, asked) if more else [row for row in rows if row[1] in query.types]
        return self._page(query, asked, rows[:MOST], counts, more)

    def _of_types(self, query: Query, asked: Sequence[Asked]) -> list[tuple[int, str, int, int]]:
        guard = guarded(query.allow, types=query.types, facets=query.facets)
        return match(AllOf((*guard, *(_group(one) for one in asked))), limit=MOST)

    def _page(
        self,
        query: Query,
        asked: Sequence[Asked],
        rows: Sequence[tuple[int, str, int, int]],
        counts: Mapping[str, int],
        more: bool,
    ) -> Found:
        guard = guarded(query.allow, types=query.types, facets=query.facets)
        titled = match(AllOf((*guard, *(_group(one, title=True) for one in asked))), limit=TITLED)
        best = {row[0]: (row, True) for row in titled}
        for row in rows:
            best.setdefault(row[0], (row, False))
        ranked = sorted(
            (
                (rank(in_title=title, size=row[3], asked=len(asked), weight=row[2]), row[0])
                for row, title in best.values()
            ),
            reverse=True,
        )
        after = decode(query.after, length=2)
        if after:
            ranked = [pair for pair in ranked if [pair[0], pair[1]] < after]
        page = ranked[: query.limit]
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
    if one.prefix:
        parts.append(Token(f"w:{one.prefix}", starts=True))
    return AnyOf(tuple(parts))


def _row(card: Card, own_list: str) -> tuple[Any, ...]:
    read = read_card(card, own_list)
    size = min(read.size or len(words(card.title)), 32000)
    date = time_value(card.date) if card.date else None
    extra = orjson.dumps(dict(card.extra)).decode()
    return (
        card.key, card.type, card.weight, size, False, date, card.url[:300], card.title[:300], read.tokens, extra,
        read.language, card.body[:BODY],
    )  # fmt: skip
