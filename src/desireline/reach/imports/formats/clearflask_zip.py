"""ClearFlask's export: a zip with posts.csv, users.csv and comments.csv. Votes are told as numbers only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from desireline.reach.imports.html import as_markdown, looks_like_html
from desireline.reach.imports.met import Met
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.order import threaded
from desireline.reach.imports.records import CommentRecord, IdeaRecord, Record
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.tables import CsvTable, Row, tell_unknown
from desireline.reach.imports.values import count, ident, labels, line, mail, text, unguarded, when, yes
from desireline.reach.imports.words import Place, say

_POSTS = frozenset(
    [
        "ideaid",
        "authoruserid",
        "created",
        "title",
        "description",
        "response",
        "categoryid",
        "statusid",
        "tagids",
        "funded",
        "funderscount",
        "fundgoal",
        "votevalue",
        "voterscount",
        "expressionsvalue",
        "expressions",
    ]
)


class ClearFlaskZip:
    key = "clearflask"
    system = "clearflask"
    label = say("ClearFlask export (zip)").template
    passes = 1.0

    def detect(self, sniff: Sniff) -> float:
        return (
            1.0 if sniff.has("posts.csv") and {"ideaid", "authoruserid"} <= sniff.header("posts.csv") else 0.0
        )

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        return _Reading(source, notes).records()


class _Reading:
    def __init__(self, source: Source, notes: Notes) -> None:
        self.source, self.notes, self.met = source, notes, Met()
        self.ideas: set[str] = set()

    def records(self) -> Iterator[Record]:
        self.notes.remark(
            Place("posts.csv"),
            say(
                "ClearFlask tells how many voted, not who. "
                "Funding, expressions and votes on comments are not brought in."
            ),
        )
        yield from self._users()
        yield from self._posts()
        yield from threaded(partial(self._comments), self.notes)

    def _rows(self, member: str) -> Iterator[Row]:
        if self.source.has(member):
            yield from CsvTable.of(self.source, member).rows(self.notes)

    def _users(self) -> Iterator[Record]:
        for place, row in self._rows("users.csv"):
            if source_id := ident(row.get("userid")):
                self.met.person(
                    place,
                    source_id=source_id,
                    email=mail(row.get("email")),
                    name=line(unguarded(row.get("name", "")), 200),
                    role="team" if yes(row.get("ismod")) else "customer",
                    created=when(row.get("created")),
                    external_id=ident(row.get("ssoguid")),
                )
                yield from self.met.take()
            else:
                self.notes.skip(place, say("A user without id."))

    def _posts(self) -> Iterator[Record]:
        tell_unknown(CsvTable.of(self.source, "posts.csv"), _POSTS, self.notes)
        for place, row in self._rows("posts.csv"):
            source_id, title = ident(row.get("ideaid")), line(unguarded(row.get("title", "")))
            if not source_id or not title or source_id in self.ideas:
                self.notes.skip(place, say("A post without id or title, or an id that was there before."))
                continue
            self.ideas.add(source_id)
            idea = IdeaRecord(
                source_id=source_id,
                title=title,
                body=_body(row.get("description")),
                board=self.met.board(place, ident(row.get("categoryid")) or "ClearFlask"),
                author=self._person(place, row),
                created=when(row.get("created")),
                status=self.met.status(place, ident(row.get("statusid"))),
                tags=self.met.tags(place, labels(row.get("tagids"))),
                response=_body(row.get("response")),
                unattributed_votes=count(row.get("voterscount")) or count(row.get("votevalue")),
                where=place,
            )
            yield from self.met.take()
            yield idea

    def _person(self, place: Place, row: Mapping[str, str]) -> str:
        """Authors missing from users.csv are people without a name."""
        return self.met.person(place, source_id=ident(row.get("authoruserid")))

    def _comments(self) -> Iterator[Record]:
        for place, row in self._rows("comments.csv"):
            source_id, idea, body = (
                ident(row.get("commentid")),
                ident(row.get("ideaid")),
                _body(row.get("content")),
            )
            if not source_id or idea not in self.ideas or not body:
                self.notes.skip(place, say("A comment without id or text, or on an unknown post."))
                continue
            author = self._person(place, row)
            yield from self.met.take()
            yield CommentRecord(
                source_id=source_id,
                idea=idea,
                body=body,
                parent=ident(row.get("parentcommentid")),
                author=author,
                created=when(row.get("created")),
                edited=when(row.get("edited")),
                where=place,
            )


def _body(value: object) -> str:
    found = unguarded(text(value))
    return as_markdown(found) if looks_like_html(found) else found


register(ClearFlaskZip())
