"""Cards on their way into the indexes of one name: an open one, and one for what only staff may find."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from desireline.engines.search.kept import OPEN, STAFF, card_of, place_of
from desireline.engines.search.open import asking
from desireline.engines.search.open.given import Given
from desireline.engines.search.open.lease import Lease
from desireline.engines.search.open.meaning import stored
from desireline.engines.search.open.schema import document
from desireline.engines.search.open.wire import Body, Wire
from desireline.engines.search.protocol import Card
from desireline.engines.search.said import Said
from desireline.engines.search.tokens import read_card

LONGEST_ID = 400  # bytes of a key that are its document's name; the cluster's limit is 512
SCAN = 1000  # cards without a direction that are noted at once
PLACES = (OPEN, STAFF)


def id_of(key: str) -> str:
    return (
        key
        if len(key.encode()) <= LONGEST_ID
        else "~" + hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    )


class Writing:
    """`named()` gives the indexes of each place, None where there are none yet."""

    def __init__(
        self,
        wire: Wire,
        lease: Lease,
        named: Callable[[], Mapping[str, str] | None],
        given: Given,
    ) -> None:
        self._wire, self._lease, self._named, self._given = wire, lease, named, given
        self._number = 0
        self._indexes: Mapping[str, str] | None = None
        self._waiting: list[tuple[str, str]] = []
        self._complete = False

    def write(self, cards: Iterable[Card], gone: Iterable[str]) -> int:
        made = {card.key: card for card in cards}
        version, indexes = self._hold()
        if indexes is None:
            return len(made)  # the index that is to come is made of all records
        own, known = self._given.own_words(), self._directions(indexes, made.values())
        self._complete = self._complete and not made
        self._wire.bulk(self._lines(made, list(gone), version, indexes, own, known))
        return len(made)

    def _hold(self) -> tuple[dict[str, Any], Mapping[str, str] | None]:
        number = self._lease.hold()
        if number != self._number or self._indexes is None:
            self._number, self._indexes = number, self._named()
        return {"version": number, "version_type": "external_gte"}, self._indexes

    def _lines(
        self,
        made: Mapping[str, Card],
        gone: Sequence[str],
        version: Mapping[str, Any],
        indexes: Mapping[str, str],
        own: str,
        known: Mapping[str, Mapping[str, Any]],
    ) -> Iterator[tuple[Body, Body | None]]:
        for key, card in made.items():
            place, name = place_of(card), id_of(key)
            other = STAFF if place == OPEN else OPEN
            more = known.get(key, {})
            if "direction" in more and more["said"] != _digest(card):
                more = {}
            yield (
                {"index": {"_index": indexes[place], "_id": name, **version}},
                {**document(card, read_card(card, own)), **more},
            )
            yield {"delete": {"_index": indexes[other], "_id": name, **version}}, None
        for key in gone:
            if key not in made:
                for place in PLACES:
                    yield {"delete": {"_index": indexes[place], "_id": id_of(key), **version}}, None

    def _directions(self, indexes: Mapping[str, str], cards: Iterable[Card]) -> dict[str, Mapping[str, Any]]:
        """The directions of cards that are written anew: most of them still say the same."""
        if self._given.keep is None or not self._given.way():
            return {}
        ids = [id_of(card.key) for card in cards]
        docs = [{"_index": index, "_id": one} for index in indexes.values() for one in ids]
        answer = (
            self._wire.do("mget", body={"docs": docs}, params={"_source": "key,said,direction"})
            if docs
            else None
        )
        found = [one["_source"] for one in (answer or {"docs": ()})["docs"] if one.get("found")]
        return {
            one["key"]: {"said": one["said"], "direction": one["direction"]}
            for one in found
            if "direction" in one
        }

    def refresh(self) -> None:
        """What was written can be found. It is on the disks already."""
        if self._number and self._indexes:
            self._wire.do("indices.refresh", index=",".join(self._indexes.values()))

    def work(self, most: int) -> int:
        """Make the directions of at most so many cards. Returns how many; 0 when none waits."""
        if self._given.keep is None or not self._given.way() or (self._complete and not self._waiting):
            return 0
        version, indexes = self._hold()
        if indexes is None:
            return 0
        if not self._waiting:
            self.refresh()
            self._waiting = self._without(indexes)
            self._complete = not self._waiting
        part, self._waiting = self._waiting[:most], self._waiting[most:]
        docs = [{"_index": indexes[place], "_id": name} for place, name in part]
        answer = self._wire.do("mget", body={"docs": docs}) if docs else None
        found = [one for one in (answer or {"docs": ()})["docs"] if one.get("found")]
        cards = [card_of(one["_source"]["data"]) for one in found]
        made = self._given.keep([Said.of(card).text for card in cards]) if cards else None
        if made is None:
            return 0
        way = self._given.way()
        self._wire.bulk(
            (
                {"index": {"_index": one["_index"], "_id": one["_id"], **version}},
                {**one["_source"], "said": _digest(card), "direction": stored(row, way)},
            )
            for one, card, row in zip(found, cards, made, strict=True)
        )
        if not self._waiting:
            self.refresh()
        return len(found)

    def _without(self, indexes: Mapping[str, str]) -> list[tuple[str, str]]:
        """Some cards that have no direction."""
        body = {
            "size": SCAN,
            "_source": False,
            "query": {"bool": {"must_not": [{"exists": {"field": "direction"}}]}},
            "sort": asking.BY_KEY,
        }
        found = []
        for place, index in indexes.items():
            answer = self._wire.do("search", index=index, body=body)
            found += [(place, str(hit["_id"])) for hit in (answer or {"hits": {"hits": ()}})["hits"]["hits"]]
        return found

    def moved(self) -> None:
        """The names stand for other indexes now."""
        self._indexes, self._waiting, self._complete = None, [], False

    def close(self) -> None:
        self._lease.release()


def _digest(card: Card) -> str:
    return hashlib.blake2b(Said.of(card).text.encode(), digest_size=12).hexdigest()
