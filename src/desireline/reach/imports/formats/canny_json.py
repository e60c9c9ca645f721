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
from desireline.reach.imports.records import MergeRecord, Record, TallyRecord
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.values import count, ident, line, when
from desireline.reach.imports.words import Place, say

_FIRST = ("companies", "users", "boards", "tags", "posts")
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
    label = say("Canny API dump (JSON)").template
    passes = 1.4

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


def _rank(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _stem(member: str) -> str:
    return PurePosixPath(member).stem.lower()


class _Reading:
    """List by list as they stand in the file. What refers to posts that did not come yet is read in a second go."""

    def __init__(self, source: Source, notes: Notes) -> None:
        self.source, self.notes, self.met = source, notes, Met()
        self.later: dict[str, tuple[str, int]] = {}
        self.votes: Counter[str] = Counter()
        self.scores: dict[str, tuple[int, Place]] = {}
        self.merges: dict[str, MergeRecord] = {}
        self.make = {
            "companies": canny.company,
            "users": canny.user,
            "boards": canny.board,
            "tags": canny.tag,
            "posts": self._post,
            "status_changes": self._status_change,
            "votes": self._vote,
        }

    def records(self) -> Iterator[Record]:
        self.notes.remark(
            Place(self.source.name),
            say("Owners, estimates, custom fields and links to other tools are not brought in."),
        )
        members = [member for member in self.source.members if member.lower().endswith(".json")]
        for member in sorted(members, key=lambda member: (_rank(_stem(member)), member)):
            yield from self._file(member)
        for name in ("status_changes", "votes"):
            for place, item in self._items(name):
                yield from self._made(name, place, item)
        for source_id, (score, place) in self.scores.items():
            yield TallyRecord(source_id, max(0, score - self.votes[source_id]), place)
        yield from threaded(partial(self._comments), self.notes)
        yield from resolved(self.merges, self.scores.__contains__, self.notes)

    def _file(self, member: str) -> Iterator[Record]:
        for name, offset, items in jsonstream.walk(self.source, member):
            kind = (name or _stem(member)).lower().replace("statuschanges", "status_changes")
            place = Place(f"{member}#{kind}")
            if kind == "comments" or (kind in ("votes", "status_changes") and not self.scores):
                self.later.setdefault(kind, (member, offset))
            elif kind in self.make:
                for number, item in items:
                    yield from self._made(kind, Place(place.file, number), item)
            elif kind == "entries":
                self.notes.remark(place, say("Changelog entries are not brought in."))
            elif kind not in _LISTS:
                self.notes.remark(place, say("This list is not used."))

    def _made(self, kind: str, place: Place, item: object) -> Iterator[Record]:
        if not isinstance(item, dict):
            self.notes.skip(place, say("The item is not an object."))
            return
        record = self.make[kind](place, item, self.met, self.notes)
        if self.met.fresh:
            yield from self.met.take()
        if record is not None:
            yield record

    def _items(self, name: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        if name not in self.later:
            return
        member, offset = self.later[name]
        for number, item in jsonstream.items(self.source, member, offset=offset):
            place = Place(f"{member}#{name}", number)
            if isinstance(item, dict):
                yield place, item
            else:
                self.notes.skip(place, say("The item is not an object."))

    def _post(self, place: Place, item: dict[str, Any], met: Met, notes: Notes) -> Record | None:
        source_id = ident(item.get("id"))
        if not source_id or not line(item.get("title")) or source_id in self.scores:
            notes.skip(place, say("A post without id or title, or an id that was there before."))
            return None
        self.scores[source_id] = count(item.get("score")), place
        history = item.get("mergeHistory")
        for merge in history if isinstance(history, list) else ():
            merged = canny.id_of(merge.get("post")) if isinstance(merge, dict) else ""
            if merged:
                self.merges[merged] = MergeRecord(
                    merged, source_id, created=when(merge.get("created")), where=place
                )
        return canny.post(place, item, met)

    def _status_change(self, place: Place, item: dict[str, Any], met: Met, notes: Notes) -> Record | None:
        return canny.status_change(place, item, met) if canny.id_of(item.get("post")) in self.scores else None

    def _vote(self, place: Place, item: dict[str, Any], met: Met, notes: Notes) -> Record | None:
        if canny.id_of(item.get("post")) not in self.scores:
            notes.skip(place, say("A vote for an unknown post."))
            return None
        vote = canny.vote(place, item, met)
        if vote is not None:
            self.votes[vote.idea] += 1
        return vote

    def _comments(self) -> Iterator[Record]:
        for place, item in self._items("comments"):
            if canny.id_of(item.get("post")) not in self.scores or not ident(item.get("id")):
                self.notes.skip(place, say("A comment without id or on an unknown post."))
                continue
            record = canny.comment(place, item, self.met)
            yield from self.met.take()
            if record.body:
                yield record
            else:
                self.notes.skip(place, say("An empty comment."), wrong=False)


register(CannyJson())
