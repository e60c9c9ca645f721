"""UserVoice's comments CSV: goes with ideas that came from the suggestions CSV before, or come together with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from desireline.reach.imports.met import Met
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.records import CommentRecord, Record
from desireline.reach.imports.registry import format_named, register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.tables import CsvTable, tell_unknown
from desireline.reach.imports.values import ident, line, mail, text, unguarded, when
from desireline.reach.imports.words import say

_COLUMNS = frozenset(
    [
        "suggestionid",
        "id",
        "text",
        "body",
        "useremail",
        "username",
        "createdat",
        "commentid",
        "note",
        "internal",
    ]
)


class UserVoiceComments:
    key = "uservoice-comments"
    system = "uservoice"
    label = say("UserVoice comments (CSV)").template
    passes = 1.0

    def detect(self, sniff: Sniff) -> float:
        return 0.9 if sniff.only() and _fits(sniff.header(sniff.only())) else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        return comments(CsvTable.of(source, source.members[0]), notes)


def _fits(header: frozenset[str]) -> bool:
    return bool(
        {"suggestionid", "id"} & header and {"text", "body"} & header and {"useremail", "createdat"} <= header
    )


def comments(table: CsvTable, notes: Notes) -> Iterator[Record]:
    """`suggestionId`, or `id` where there is none, is the idea; ids of comments are made from what they say."""
    tell_unknown(table, _COLUMNS, notes)
    met = Met()
    by_suggestion = any(name.strip().lower() == "suggestionid" for name in table.columns)
    for place, row in table.rows(notes):
        idea = ident(row.get("suggestionid" if by_suggestion else "id"))
        body = text(unguarded(row.get("text") or row.get("body") or ""))
        if not idea or not body:
            notes.skip(place, say("A comment without idea or text."))
            continue
        email, created = mail(row.get("useremail")), row.get("createdat", "")
        author = met.person(place, email=email, name=line(unguarded(row.get("username", "")), 200))
        yield from met.take()
        own = ident(row.get("commentid")) or (ident(row.get("id")) if by_suggestion else "")
        yield CommentRecord(
            source_id=own or _made_id(idea, author, created, body),
            idea=idea,
            body=body,
            author=author,
            created=when(created),
            where=place,
        )


def _made_id(*parts: str) -> str:
    return "made:" + blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


class UserVoiceTogether:
    """The suggestions and the comments in one go: two files, or a zip or folder of them. Ids belong to `uservoice`."""

    key = "uservoice-both"
    system = "uservoice"
    label = say("UserVoice suggestions and comments (two CSV)").template
    passes = 2.5

    def detect(self, sniff: Sniff) -> float:
        ideas, others = _parts(sniff)
        return 0.98 if ideas and others else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        ideas, others = _parts(Sniff(source))
        yield from format_named("uservoice").read(source.only(ideas), notes)
        yield from comments(CsvTable.of(source, others), notes)


def _parts(sniff: Sniff) -> tuple[str, str]:
    tables = sniff.ending(".csv")
    ideas = next((name for name in tables if {"idea id", "idea title"} <= sniff.header(name)), "")
    return ideas, next((name for name in tables if _fits(sniff.header(name))), "")


register(UserVoiceComments())
register(UserVoiceTogether())
