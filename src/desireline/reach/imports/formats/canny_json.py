"""A dump of Canny's API: one JSON object of lists, or a zip or folder with one JSON file per list.

The API answers with lists under these names (`boards`, `posts`, `votes`, ...); people stand inside other objects, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from desireline.reach.imports import jsonstream
from desireline.reach.imports.formats import canny_objects as canny
from desireline.reach.imports.met import Met
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.order import resolved, threaded
from desireline.reach.imports.records import MergeRecord, Record
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.values import ident, line, when
from desireline.reach.imports.words import Place, say

_LISTS = frozenset(
    [
        "boards",
        "categories",
        "posts",
        "votes",
        "comments",
        "companies",
        "users",
        "status_changes",
        "statuschanges",
        "entries",
        "tags",
    ]
)


class CannyJson:
    key = "canny"
    system = "canny"
    label = "Canny API dump (JSON)"
    passes = 2.2

    def detect(self, sniff: Sniff) -> float:
        best = 0.0
        for member in sniff.members[:50]:
            for name, item in sniff.items(member).items():
                if (name or _stem(member)) == "posts" and isinstance(item, dict):
                    hits = len(
                        {"author", "board", "score", "commentCount", "statusChangedAt", "details"} & set(item)
                    )
                    best = max(best, 0.6 + hits / 15 if hits >= 3 and "post_number" not in item else 0.0)
                elif (
                    name in ("boards", "votes", "companies") and isinstance(item, dict) and "created" in item
                ):
                    best = max(best, 0.6)
        return best

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        return _Reading(source, notes).records()


def _stem(member: str) -> str:
    return PurePosixPath(member).stem.lower()


class _Reading:
    """A survey first (where each list is, who merged what, how many votes have a voter), then list by list."""

    def __init__(self, source: Source, notes: Notes) -> None:
        self.source, self.notes, self.met = source, notes, Met()
        self.places: dict[str, tuple[str, int]] = {}
        self.votes: Counter[str] = Counter()
        self.ideas: set[str] = set()
        self.merges: dict[str, MergeRecord] = {}
        self.entries = 0

    def records(self) -> Iterator[Record]:
        self._survey()
        for name, make in (
            ("companies", canny.company),
            ("users", canny.user),
            ("boards", canny.board),
            ("tags", canny.tag),
            ("posts", self._post),
            ("status_changes", self._status_change),
            ("votes", self._vote),
        ):
            for place, item in self._items(name):
                record = make(place, item, self.met, self.notes)
                if self.met.fresh:
                    yield from self.met.take()
                if record is not None:
                    yield record
        yield from threaded(partial(self._comments), self.notes)
        yield from resolved(self.merges, self.ideas.__contains__, self.notes)
        if self.entries:
            self.notes.remark(
                Place("entries"), say("{n} changelog entries are not brought in.", n=self.entries)
            )

    def _survey(self) -> None:
        for member in self.source.members:
            if member.lower().endswith(".json"):
                stem = _stem(member)
                for name, offset in jsonstream.lists(self.source, member, partial(self._look, stem)).items():
                    self.places.setdefault(
                        (name or stem).lower().replace("statuschanges", "status_changes"), (member, offset)
                    )
        if unknown := sorted(set(self.places) - _LISTS):
            self.notes.remark(
                Place(self.source.name), say("These lists are not used: {names}.", names=", ".join(unknown))
            )
        self.notes.remark(
            Place(self.source.name),
            say("Owners, estimates, custom fields and links to other tools are not brought in."),
        )

    def _look(self, stem: str, name: str, item: Any) -> None:
        kind = name or stem
        if kind == "votes":
            if isinstance(item, dict) and canny.voter_of(item):
                self.votes[canny.id_of(item.get("post"))] += 1
        elif kind == "entries":
            self.entries += 1

    def _items(self, name: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        if name not in self.places:
            return
        member, offset = self.places[name]
        for number, item in jsonstream.items(self.source, member, offset=offset):
            place = Place(f"{member}#{name}", number)
            if isinstance(item, dict):
                yield place, item
            else:
                self.notes.skip(place, say("The item is not an object."))

    def _post(self, place: Place, item: dict[str, Any], met: Met, notes: Notes) -> Record | None:
        source_id = ident(item.get("id"))
        if not source_id or not line(item.get("title")) or source_id in self.ideas:
            notes.skip(place, say("A post without id or title, or an id that was there before."))
            return None
        self.ideas.add(source_id)
        history = item.get("mergeHistory")
        for merge in history if isinstance(history, list) else ():
            merged = canny.id_of(merge.get("post")) if isinstance(merge, dict) else ""
            if merged:
                self.merges[merged] = MergeRecord(
                    merged, source_id, created=when(merge.get("created")), where=place
                )
        return canny.post(place, item, met, self.votes[source_id])

    def _status_change(self, place: Place, item: dict[str, Any], met: Met, notes: Notes) -> Record | None:
        return canny.status_change(place, item, met) if canny.id_of(item.get("post")) in self.ideas else None

    def _vote(self, place: Place, item: dict[str, Any], met: Met, notes: Notes) -> Record | None:
        if canny.id_of(item.get("post")) not in self.ideas:
            notes.skip(place, say("A vote for an unknown post."))
            return None
        return canny.vote(place, item, met)

    def _comments(self) -> Iterator[Record]:
        for place, item in self._items("comments"):
            if canny.id_of(item.get("post")) not in self.ideas or not ident(item.get("id")):
                self.notes.skip(place, say("A comment without id or on an unknown post."))
                continue
            record = canny.comment(place, item, self.met)
            yield from self.met.take()
            if record.body:
                yield record
            else:
                self.notes.skip(place, say("An empty comment."), wrong=False)


register(CannyJson())
