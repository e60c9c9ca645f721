"""Quackback's export: a zip of CSV files, guarded against formulas by a leading '."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from desireline.reach.imports.formats.quackback_csv import posts
from desireline.reach.imports.met import Met
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.order import threaded
from desireline.reach.imports.records import (
    AccountRecord,
    BoardRecord,
    CommentRecord,
    PersonRecord,
    Record,
    State,
    StatusKind,
    StatusRecord,
    TallyRecord,
    VoteRecord,
    VoteSource,
)
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.statuses import kind_of
from desireline.reach.imports.tables import CsvTable, Row
from desireline.reach.imports.values import ident, line, mail, money, person_key, text, unguarded, when, yes
from desireline.reach.imports.words import Place, say

_CATEGORIES: dict[str, StatusKind] = {"active": "open", "complete": "done", "closed": "declined"}
_STATES: dict[str, State] = {"pending": "pending", "spam": "spam"}
_VOTED: dict[str, VoteSource] = {
    "proxy": "behalf",
    "on_behalf": "behalf",
    "admin": "behalf",
    "integration": "tool",
}


class QuackbackZip:
    key = "quackback"
    system = "quackback"
    label = say("Quackback export (zip)").template
    passes = 2.0

    def detect(self, sniff: Sniff) -> float:
        if not sniff.has("posts.csv"):
            return 0.0
        return 0.97 if {"id", "title", "content", "vote_count"} <= sniff.header("posts.csv") else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        return _Reading(source, notes).records()


class _Reading:
    def __init__(self, source: Source, notes: Notes) -> None:
        self.source, self.notes, self.met = source, notes, Met()
        self.totals: dict[str, tuple[int, Place]] = {}
        self.ids_by_name: dict[tuple[str, str], str] = {}

    def records(self) -> Iterator[Record]:
        if self.source.has("changelog.csv"):
            self.notes.remark(Place("changelog.csv"), say("This table is not brought in."))
        yield from self._companies()
        yield from self._users()
        yield from self._boards_and_statuses()
        yield from self._posts()
        yield from self._votes()
        yield from threaded(partial(self._comments), self.notes)

    def _raw(self, member: str) -> Iterator[Row]:
        if self.source.has(member):
            yield from CsvTable.of(self.source, member).rows(self.notes)

    def _rows(self, member: str) -> Iterator[Row]:
        for place, row in self._raw(member):
            yield place, {name: unguarded(value) for name, value in row.items()}

    def _companies(self) -> Iterator[Record]:
        for place, row in self._rows("companies.csv"):
            name = line(row.get("name"), 200)
            source_id = ident(row.get("external_id")) or ident(row.get("domain")) or name
            if source_id:
                spend, made = money(row.get("monthly_spend")), when(row.get("created_at"))
                domain = text(row.get("domain")).lower()
                yield AccountRecord(
                    source_id, name or source_id, domain, spend, text(row.get("plan")), made, place
                )
            else:
                self.notes.skip(place, say("A company without name."))

    def _users(self) -> Iterator[Record]:
        for place, row in self._rows("users.csv"):
            email, name = mail(row.get("email")), line(row.get("name"), 200)
            if key := person_key("", email, name):
                yield PersonRecord(key, name, email, created=when(row.get("joined_at")), where=place)
                self.met.person(place, email=email, name=name)
                self.met.take()
            else:
                self.notes.skip(place, say("A user without name and address."))

    def _boards_and_statuses(self) -> Iterator[Record]:
        """Posts name them by slug or by name: both lead to the same record."""
        for place, row in self._rows("boards.csv"):
            name, slug = line(row.get("name"), 100), ident(row.get("slug"))
            if key := slug or name:
                self.met.board(place, name, key)
                self.met.take()
                self.ids_by_name["board", name] = key
                yield BoardRecord(
                    key,
                    name or key,
                    text(row.get("description")),
                    created=when(row.get("created_at")),
                    where=place,
                )
        for place, row in self._rows("statuses.csv"):
            name, slug = line(row.get("name"), 100), ident(row.get("slug"))
            if key := slug or name:
                self.met.status(place, name, key)
                self.met.take()
                self.ids_by_name["status", name] = key
                kind = kind_of(name)
                kind = kind if kind != "open" else _CATEGORIES.get(text(row.get("category")).lower(), "open")
                yield StatusRecord(key, name or key, kind, text(row.get("color")), place)

    def _posts(self) -> Iterator[Record]:
        table = _Renamed(CsvTable.of(self.source, "posts.csv"), self.ids_by_name)
        yield from posts(table, self.met, self.notes, self.totals)

    def _votes(self) -> Iterator[Record]:
        met, totals, named = self.met, self.totals, Counter[str]()
        for place, row in self._raw("post_votes.csv"):
            idea, email = ident(row.get("post_id")), mail(row.get("voter_email"))
            if idea not in totals:
                self.notes.skip(place, say("A vote for an unknown post."))
            elif email:
                named[idea] += 1
                person = met.person(place, email=email)
                if met.fresh:
                    yield from met.take()
                source = _VOTED.get(row.get("source_type", ""), "person")
                yield VoteRecord(idea, person, when(row.get("created_at")), source=source, where=place)
        for idea, (total, place) in totals.items():
            yield TallyRecord(idea, max(0, total - named[idea]), place)

    def _comments(self) -> Iterator[Record]:
        for place, row in self._rows("post_comments.csv"):
            source_id, idea, body = ident(row.get("id")), ident(row.get("post_id")), text(row.get("content"))
            state = text(row.get("moderation_state")).lower()
            if not source_id or idea not in self.totals or not body:
                self.notes.skip(place, say("A comment without id or text, or on an unknown post."))
            elif state in ("deleted", "rejected"):
                self.notes.skip(place, say("A comment that was deleted there."), wrong=False)
            else:
                author = self.met.person(
                    place, email=mail(row.get("author_email")), name=line(row.get("author_name"), 200)
                )
                yield from self.met.take()
                created, changed = when(row.get("created_at")), when(row.get("updated_at"))
                internal = yes(row.get("is_private"))
                yield CommentRecord(
                    source_id=source_id,
                    idea=idea,
                    body=body,
                    parent=ident(row.get("parent_id")),
                    author=author,
                    created=created,
                    edited=changed if changed != created else None,
                    internal=internal,
                    official=yes(row.get("is_team_member")) and not internal,
                    state=_STATES.get(state, "open"),
                    where=place,
                )


class _Renamed:
    """The posts, with boards and statuses called by their ids."""

    def __init__(self, table: CsvTable, ids: Mapping[tuple[str, str], str]) -> None:
        self._table, self._ids = table, ids
        self.name, self.columns = table.name, table.columns

    def rows(self, notes: Notes) -> Iterator[Row]:
        for place, row in self._table.rows(notes):
            board, status = row.get("board", ""), row.get("status", "")
            ids = {
                "board": self._ids.get(("board", board), board),
                "status": self._ids.get(("status", status), status),
            }
            yield place, {**row, **ids}


register(QuackbackZip())
