"""The engine for many machines: an OpenSearch cluster, to which our own tokens are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from struct import pack, unpack
from typing import Any

from desireline.engines.search.kept import OPEN, STAFF, for_staff, kept
from desireline.engines.search.open import asking
from desireline.engines.search.open.closest import closest
from desireline.engines.search.open.given import Given
from desireline.engines.search.open.health import state
from desireline.engines.search.open.lease import Lease
from desireline.engines.search.open.meaning import Meaning
from desireline.engines.search.open.vocabulary import Seen
from desireline.engines.search.open.wire import Wire
from desireline.engines.search.open.writing import PLACES, Writing, id_of
from desireline.engines.search.protocol import MOST, Card, Found, Hit, Query, Unanswered
from desireline.engines.search.scoring import FUSED, LOOKED, NEAR, Close, fused, weigh
from desireline.engines.search.shown import close_hits, hits_of
from desireline.engines.search.tokens import Asked, begun, quoted, read_question
from desireline.kit.paging.api import decode, encode
from desireline.maths.fusion import fuse

KEYS = 5000  # keys that are read at once
LATEST = 2**53  # seconds: no date is later
ALONE = Given()


class Open:
    """See `protocol.Engine`. `name` begins the names of its indexes (or of what stands for them). Where the cluster
    does not answer, readers find nothing, and the log and doctor say so; writers are told by an error."""

    def __init__(
        self,
        wire: Wire,
        name: str,
        *,
        lease: Lease | None = None,
        named: Callable[[], Mapping[str, str] | None] | None = None,
        given: Given = ALONE,
        shown: bool = True,
    ) -> None:
        """`named()` resolves the indexes to write to; `shown` False leaves it to others to make what was written
        findable."""
        self.wire = wire
        self.index = {place: f"{name}-{place}" for place in PLACES}
        self._given, self._shown = given, shown
        self._meaning = Meaning(given.embed)
        self.writing = Writing(wire, lease or Lease(wire), named or (lambda: self.index), given)

    # Writing ------------------------------------------------------------------------------------------------------

    def write(self, cards: Iterable[Card], gone: Iterable[str] = ()) -> int:
        """On the disks of the cluster when it returns; found after `commit`. Raises ValueError while another writes."""
        return self.writing.write(cards, gone)

    def commit(self) -> None:
        if self._shown:
            self.writing.refresh()

    def work(self, most: int) -> int:
        return self.writing.work(most) if self._shown else 0

    def close(self) -> None:
        self.writing.close()

    # Asking -------------------------------------------------------------------------------------------------------

    def query(self, query: Query) -> Found:
        asked = read_question(query.text, self._given.own_words(), typing=True)
        if not any(query.allow) or not (asked or query.browse):
            return Found((), {})
        try:
            return self._query(query, asked)
        except Unanswered as error:
            self.wire.tell(error)
            return Found((), {})

    def _query(self, query: Query, asked: Sequence[Asked]) -> Found:
        beside = [asking.phrase(phrase) for phrase in quoted(query.text)]
        order = "newest" if query.sort == "newest" or not asked else "best"
        before, last = _place(query.after, order)
        body = asking.page(query, asked, beside, last=last, size=query.limit + 1)
        (answer,) = self.wire.ask(self._readable(query.allow), [body])
        types = asking.counted(answer["aggregations"], ("type",))["type"]
        if not types and asked:
            return self._loose(query, asked)
        hits = answer["hits"]["hits"]
        page, count = hits[: query.limit], before + min(len(hits), query.limit)
        more = len(hits) > query.limit and count < MOST
        return Found(
            hits_of([kept(hit["_source"]["data"]) for hit in page], asked),
            types,
            next=encode((order, count, *page[-1]["sort"])) if more else None,
            more=sum(types.values()) > MOST,
            facets=asking.counted(answer["aggregations"]["kept"], query.count) if query.count else {},
        )

    def _loose(self, query: Query, asked: Sequence[Asked]) -> Found:
        if query.after:
            return Found((), {}, loose=True)
        seen = self._seen(query, types=False)
        near, understood = self._alike(query.text, asked, seen, query.limit)
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
        asked = read_question(text, self._given.own_words(), typing=True)
        if not asked or not any(allow):
            return ()
        seen = self._seen(Query(text, allow, types=types, facets=facets))
        try:
            near, understood = self._alike(text, asked, seen, limit + len(exclude))
        except Unanswered as error:
            self.wire.tell(error)
            return ()
        return close_hits([one for one in near if one.card.key not in exclude][:limit], understood)

    def _alike(
        self, text: str, asked: Sequence[Asked], seen: Seen, limit: int
    ) -> tuple[list[Close], list[Asked]]:
        """By words and by direction, as far as there is a model, and the cluster can compare."""
        near, understood = closest(text, asked, seen, limit=max(limit, FUSED))
        try:
            dense = self._meaning.near(text, seen, self._given.way(), most=LOOKED, least=NEAR)
        except Unanswered as error:
            self.wire.tell(error)
            dense = []
        return (fused(dense, near, limit) if dense else near[:limit]), understood

    def ranked(self, text: str, *, allow: tuple[str, ...], way: str, limit: int) -> Sequence[str]:
        seen = self._seen(Query(text, allow))
        lexical: list[str] = []
        if way != "meaning" and (asked := read_question(text, self._given.own_words())):
            every, counts = seen.rarity([one.tokens for one in asked])
            weighed = weigh(asked, counts, every)
            parts = [part for one in weighed for part in asking.worth(one.asked, one.weight)]
            body = {"size": limit, "_source": ["key"], "query": asking.scored(seen.guard, parts, least=1)}
            (answer,) = seen.ask([{**body, "sort": asking.BY_SCORE}])
            lexical = [str(hit["_source"]["key"]) for hit in answer["hits"]["hits"]]
        dense: list[str] = []
        if way != "words":
            near = self._meaning.near(text, seen, self._given.way(), most=limit, least=-1.0)
            dense = [one.card.key for one in near]
        return [key for key, _score in fuse([dense, lexical], [1.0, 1.0])][:limit]

    def suggest(self, start: str, *, allow: tuple[str, ...], limit: int = 8) -> Sequence[str]:
        before, last = begun(start)
        if not last or not any(allow):
            return ()
        try:
            known = self._seen(Query(start, allow)).completions(last)
        except Unanswered as error:
            self.wire.tell(error)
            return ()
        return [before + word for word in known[:limit]]

    def _seen(self, query: Query, *, types: bool = True) -> Seen:
        return Seen(self.wire, self._readable(query.allow), asking.guard(query, types=types))

    def _readable(self, allow: Sequence[str]) -> str:
        return f"{self.index[OPEN]},{self.index[STAFF]}" if any(map(for_staff, allow)) else self.index[OPEN]

    # Numbers ------------------------------------------------------------------------------------------------------

    def keys(self, type: str) -> set[str]:  # noqa: A002 - the word for it everywhere here
        body: dict[str, Any] = {
            "size": KEYS,
            "track_total_hits": False,
            "_source": False,
            "query": {"term": {"type": type}},
            "sort": asking.BY_KEY,
        }
        found: set[str] = set()
        while True:
            answer = self.wire.do("search", index=",".join(self.index.values()), body=body)
            hits = answer["hits"]["hits"] if answer else []
            found.update(str(hit["sort"][0]) for hit in hits)
            if len(hits) < KEYS:
                return found
            body["search_after"] = hits[-1]["sort"]

    def weights(self, keys: Sequence[str]) -> dict[str, int]:
        docs = [{"_index": index, "_id": id_of(key)} for index in self.index.values() for key in keys]
        if not docs:
            return {}
        try:
            answer = self.wire.glance("mget", body={"docs": docs}, params={"_source": "key,weight"})
        except Unanswered as error:
            self.wire.tell(error)
            return {}
        found = [one["_source"] for one in (answer or {"docs": ()})["docs"] if one.get("found")]
        return {str(one["key"]): int(one["weight"]) for one in found}

    def stats(self) -> Mapping[str, Any]:
        body = {"size": 0, "query": {"match_all": {}}, "aggs": asking.counts(("type",))}
        answer = self.wire.do("search", index=",".join(self.index.values()), body=body)
        cards = asking.counted(answer["aggregations"], ("type",))["type"] if answer else {}
        return {"engine": "opensearch", "cards": cards, "state": state(self.wire)}


def _place(after: str | None, order: str) -> tuple[int, tuple[Any, ...]]:
    """How many hits came before the page, and what the last of them was sorted by."""
    found = decode(after, length=4)
    if not found or found[0] != order or not isinstance(found[1], int) or not isinstance(found[3], str):
        return 0, ()
    if isinstance(found[2], bool) or not isinstance(found[2], int | float):
        return 0, ()
    value = int(min(max(found[2], -LATEST), LATEST)) if order == "newest" else _single(found[2])
    return min(max(found[1], 0), MOST), (value, found[3])


def _single(score: float) -> float:
    """A score as the cluster has it: it tells it with as few digits as say which number of single precision it is."""
    try:
        return float(unpack("f", pack("f", score))[0])
    except OverflowError:
        return 0.0
