"""The engine that needs nothing but a folder: tantivy in this process, two indexes, one writer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tantivy import Query as Ask
from tantivy import Searcher

from desireline.engines.search.embedded import asking, vocabulary
from desireline.engines.search.embedded.closest import closest
from desireline.engines.search.embedded.saying import Embed, Saying
from desireline.engines.search.embedded.schema import document
from desireline.engines.search.embedded.shelf import Shelf
from desireline.engines.search.embedded.vocabulary import Seen
from desireline.engines.search.kept import OPEN, STAFF, Kept, card_of, for_staff, kept, place_of
from desireline.engines.search.protocol import MOST, Card, Found, Hit, Query
from desireline.engines.search.scoring import FUSED, Close, fused
from desireline.engines.search.shown import close_hits, hits_of
from desireline.engines.search.tokens import Asked, begun, quoted, read_card, read_question
from desireline.kit.options.memory import Recent
from desireline.kit.paging.api import decode, encode
from desireline.kit.words.api import fold
from desireline.maths.fusion import fuse

ANSWERS = 200  # that are kept for those who ask the same
BUCKETS = 50  # words of a facet that are counted
AROUND = 20  # a page begins where the last one ended, also when so many cards came or went before it


class Embedded:
    """See `protocol.Engine`. Cards that only the team may find have an index of their own: they change nothing for
    customers, not even the order of what customers find."""

    def __init__(
        self,
        folder: Path | None,
        own_words: Callable[[], str] = str,
        *,
        embed: Embed | None = None,
        keep: Embed | None = None,
    ) -> None:
        """`folder` None keeps everything in memory (tests); `own_words()` gives the list of other words.

        `embed` and `keep` turn texts into directions, for what is asked and for what stays; None without a model.
        """
        self._own_words = own_words
        self.saying = Saying(embed, keep)
        self.shelves = {name: Shelf(folder / name if folder else None) for name in (OPEN, STAFF)}
        self._answers: Recent[Hashable, Found] = Recent(ANSWERS)

    # Writing ------------------------------------------------------------------------------------------------------

    def write(self, cards: Iterable[Card], gone: Iterable[str] = ()) -> int:
        """Cards in the place of older ones of the same key, and keys to forget; found after `commit`."""
        own, gone = self._own_words(), list(gone)
        made = {card.key: card for card in cards}
        for shelf in self.shelves.values():
            shelf.drop(gone)
        places = {key: place_of(card) for key, card in made.items()}
        for key, card in made.items():  # one by one: the index works on the last card while the next is read
            self.shelves[places[key]].put(key, document(card, read_card(card, own)))
            self.shelves[STAFF if places[key] == OPEN else OPEN].drop([key])
        for name, shelf in self.shelves.items():
            self.saying.drop(shelf, [*gone, *(key for key, place in places.items() if place != name)])
            self.saying.note(shelf, (card for key, card in made.items() if places[key] == name))
        return len(made)

    def commit(self) -> None:
        for shelf in self.shelves.values():
            shelf.commit()

    def work(self, most: int) -> int:
        return self.saying.work(most, self._without_direction) or sum(
            shelf.dense.tend() for shelf in self.shelves.values()
        )

    def _without_direction(self) -> Iterator[tuple[Shelf, Card]]:
        """Cards that were written by a process that came to an end before it saw to their directions."""
        for shelf in self.shelves.values():
            searcher = shelf.searcher()
            if len(shelf.dense) < searcher.num_docs:
                for _score, at in searcher.search(Ask.all_query(), searcher.num_docs, count=False).hits:
                    yield shelf, card_of(searcher.doc(at)["data"][0])

    def close(self) -> None:
        for shelf in self.shelves.values():
            shelf.close()

    # Asking -------------------------------------------------------------------------------------------------------

    def query(self, query: Query) -> Found:
        """Who may find the same and asks the same gets the same, until something is written."""
        own, ages = self._own_words(), [shelf.age() for shelf in self._readable(query.allow)]
        name = (query, own, *ages)
        found = self._answers.get(name)
        if found is None:
            found = self._answer(query, own)
            self._answers.put(name, found)
        return found

    def forget(self) -> None:
        """Answer anew what was asked before (for measuring)."""
        self._answers.clear()
        for shelf in self.shelves.values():
            shelf.forget()

    def _answer(self, query: Query, own: str) -> Found:
        asked = read_question(query.text, own, typing=True)
        if not any(query.allow) or not (asked or query.browse):
            return Found((), {})
        seen = self._seen(query)
        for one in asked:
            if one.prefix:
                one.completed = vocabulary.completions(one.prefix, seen)
        beside = [asking.phrase(phrase) for phrase in quoted(query.text)]
        plain = [*(asking.plain(one, seen.held) for one in asked), *beside]
        everywhere = self._seen(query, types=()) if query.types else seen
        told = ("type",) if query.types else tuple(dict.fromkeys(("type", *query.count)))
        known = self._counts(asking.every(everywhere.guard, plain), everywhere.searchers, told)
        if not known["type"] and asked:
            return self._loose(query, asked, everywhere)
        if query.types and query.count:
            counted = self._counts(asking.every(seen.guard, plain), seen.searchers, query.count)
            known = {**counted, "type": known["type"]}
        parts = [*(asking.group(one, seen.held) for one in asked), *beside]
        return self._page(query, asked, seen, parts, known)

    def _page(
        self,
        query: Query,
        asked: Sequence[Asked],
        seen: Seen,
        parts: Sequence[Ask],
        known: Mapping[str, Mapping[str, int]],
    ) -> Found:
        question = asking.every(seen.guard, parts)
        start, last = _place(query.after)
        first, spare = max(0, start - AROUND), AROUND if last else 0
        newest = query.sort == "newest" or not asked
        rows = self._ranked(seen.searchers, question, first, start + query.limit + spare + 1, newest=newest)
        keys = [row.key for row in rows]
        at = keys.index(last) + 1 if last in keys else start - first
        page = rows[at : at + query.limit]
        more = len(rows) > at + query.limit and first + at + query.limit < MOST
        return Found(
            hits_of(page, asked),
            known["type"],
            next=encode((first + at + len(page), page[-1].key)) if more and page else None,
            more=sum(known["type"].values()) > MOST,
            facets={name: known[name] for name in query.count},
        )

    def _ranked(
        self, searchers: Sequence[Searcher], question: Ask, first: int, last: int, *, newest: bool
    ) -> list[Kept]:
        most = min(last, MOST + 1)
        found = []
        for searcher in searchers:
            if newest:
                hits = searcher.search(question, most, count=False, order_by_field="date").hits
            else:
                hits = searcher.search(question, most, count=False, weight_by_field="weight").hits
            found += [(score, n, searcher, at) for n, (score, at) in enumerate(hits)]
        found.sort(key=lambda one: (-one[0], one[1]))
        return [kept(searcher.doc(at)["data"][0]) for _score, _n, searcher, at in found[first:most]]

    def _counts(
        self, question: Ask, searchers: Sequence[Searcher], names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        totals: dict[str, Counter[str]] = {name: Counter() for name in names}
        wanted = {name: {"terms": {"field": name, "size": BUCKETS}} for name in names}
        for searcher in searchers:
            answer = searcher.aggregate(question, wanted)
            for name in names:
                totals[name].update({one["key"]: one["doc_count"] for one in answer[name]["buckets"]})
        return {
            name: dict(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))
            for name, total in totals.items()
        }

    def _loose(self, query: Query, asked: Sequence[Asked], seen: Seen) -> Found:
        if query.after:
            return Found((), {}, loose=True)
        near, understood = self._alike(query.text, query, asked, seen, query.limit)
        counts = Counter(one.card.type for one in near)
        shown = [one for one in near if not query.types or one.card.type in query.types]
        return Found(close_hits(shown, understood), dict(counts), loose=True)

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
        asked = read_question(text, self._own_words(), typing=True)
        if not asked or not any(allow):
            return ()
        query = Query(text, allow, types=types, facets=facets)
        near, understood = self._alike(text, query, asked, self._seen(query), limit + len(exclude))
        return close_hits([one for one in near if one.card.key not in exclude][:limit], understood)

    def _alike(
        self, text: str, query: Query, asked: Sequence[Asked], seen: Seen, limit: int
    ) -> tuple[list[Close], list[Asked]]:
        """By words and by direction, as far as there is a model."""
        near, understood = closest(text, asked, seen, limit=max(limit, FUSED))
        dense = self.saying.nearest(text, query, seen, tuple(fold(facet) for facet in query.facets))
        return (fused(dense, near, limit) if dense else near[:limit]), understood

    def ranked(self, text: str, *, allow: tuple[str, ...], way: str, limit: int) -> Sequence[str]:
        query = Query(text, allow)
        seen = self._seen(query)
        lexical: list[str] = []
        if way != "meaning" and (asked := read_question(text, self._own_words())):
            question = asking.any_of(seen.guard, asked, seen.held)
            lexical = [row.key for row in self._ranked(seen.searchers, question, 0, limit, newest=False)]
        dense = (
            [] if way == "words" else [one.card.key for one in self.saying.ranked(text, query, seen, limit)]
        )
        return [key for key, _score in fuse([dense, lexical], [1.0, 1.0])][:limit]

    def suggest(self, start: str, *, allow: tuple[str, ...], limit: int = 8) -> Sequence[str]:
        before, last = begun(start)
        if not last or not any(allow):
            return ()
        known = vocabulary.completions(last, self._seen(Query(start, allow)))
        return [before + word for word in known[:limit]]

    def _seen(self, query: Query, **instead: Any) -> Seen:
        filters = {
            "types": query.types,
            "sources": query.sources,
            "facets": tuple(fold(facet) for facet in query.facets),
            "accounts": query.accounts,
            **instead,
        }
        name = (query.allow, *filters.values())
        snapshots = [shelf.snapshot() for shelf in self._readable(query.allow)]
        return Seen(snapshots, asking.guard(query.allow, **filters), name)

    def _readable(self, allow: Sequence[str]) -> list[Shelf]:
        staff = any(for_staff(token) for token in allow)
        return [self.shelves[OPEN], self.shelves[STAFF]] if staff else [self.shelves[OPEN]]

    # Numbers ------------------------------------------------------------------------------------------------------

    def keys(self, type: str) -> set[str]:  # noqa: A002 - the word for it everywhere here
        question = asking.of_type(type)
        found: set[str] = set()
        for shelf in self.shelves.values():
            searcher = shelf.searcher()
            if searcher.num_docs:
                hits = searcher.search(question, searcher.num_docs, count=False).hits
                found.update(str(searcher.doc(at)["key"][0]) for _score, at in hits)
        return found

    def weights(self, keys: Sequence[str]) -> dict[str, int]:
        found = {}
        for shelf in self.shelves.values():
            searcher = shelf.searcher()
            for start in range(0, len(keys), 500):
                part = keys[start : start + 500]
                for _score, at in searcher.search(asking.of_keys(part), len(part), count=False).hits:
                    card = kept(searcher.doc(at)["data"][0])
                    found[card.key] = card.weight
        return found

    def stats(self) -> Mapping[str, Any]:
        totals = self._counts(
            Ask.all_query(), [shelf.searcher() for shelf in self.shelves.values()], ("type",)
        )
        return {"engine": "tantivy", "cards": totals["type"]}


def _place(after: str | None) -> tuple[int, str]:
    """How many hits came before the page, and the key of the last of them."""
    found = decode(after, length=2)
    if not found or not isinstance(found[0], int) or not isinstance(found[1], str):
        return 0, ""
    return min(max(found[0], 0), MOST), found[1]
