"""UserVoice's full suggestions CSV: one line per idea and voter, the idea repeated on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desireline.reach.imports.met import Met, Seen
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.records import IdeaRecord, Record, State, VoteRecord
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.tables import CsvTable, tell_unknown
from desireline.reach.imports.values import count, ident, labels, line, mail, text, unguarded, when
from desireline.reach.imports.words import Place, say

_COLUMNS = frozenset(
    name.strip()
    for name in [
        "idea id",
        "idea title",
        "idea description",
        "category name",
        "public status name",
        "labels",
        "voters count",
        "created timestamp",
        "idea creator name",
        "idea creator email address",
        "user email address",
        "user name",
        "linked idea creation date",
        "forum name",
        "idea list names",
        "moderation state",
        "public status update message",
        "public status updated timestamp",
        "public status creator email address",
        "user id",
        "idea url",
    ]
)
_STATES: dict[str, State] = {
    "pending": "pending",
    "submitted": "pending",
    "unapproved": "pending",
    "spam": "spam",
}
_GONE = ("deleted", "rejected")


class UserVoiceSuggestions:
    key = "uservoice"
    system = "uservoice"
    label = "UserVoice suggestions (CSV)"
    passes = 3.0

    def detect(self, sniff: Sniff) -> float:
        header = sniff.header(sniff.only()) if sniff.only() else frozenset()
        return 0.98 if {"idea id", "idea title"} <= header else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        table = CsvTable.of(source, source.members[0])
        tell_unknown(table, _COLUMNS, notes)
        named = _named_votes(table)
        return _records(table, named, notes)


def _named_votes(table: CsvTable) -> dict[str, int]:
    """How many voters of each idea the file names, so that the rest can be told apart from them."""
    counts: dict[str, int] = {}
    quiet = Notes()
    quiet.quiet = True
    seen = Seen(2_000_000)
    for _, row in table.rows(quiet):
        idea, voter = row.get("idea id", ""), row.get("user email address", "") or row.get("user name", "")
        if voter and seen.first(f"{idea}\0{voter}"):
            idea = ident(idea)
            counts[idea] = counts.get(idea, 0) + 1
    return counts


def _records(table: CsvTable, named: dict[str, int], notes: Notes) -> Iterator[Record]:
    met, ideas, gone = Met(), Seen(), set[str]()
    for place, row in table.rows(notes):
        source_id, title = ident(row.get("idea id")), row.get("idea title", "")
        if not source_id or not title.strip():
            notes.skip(place, say("A line without idea id or title."))
            continue
        if ideas.first(source_id):
            if text(row.get("moderation state")).casefold() in _GONE:
                gone.add(source_id)
                notes.skip(place, say("Deleted or rejected there: “{title}”.", title=title), wrong=False)
            else:
                idea = _idea(place, row, source_id, met, named)
                yield from met.take()
                yield idea
        if source_id not in gone:
            yield from _vote(place, row, source_id, met)


def _vote(place: Place, row: Mapping[str, str], idea: str, met: Met) -> Iterator[Record]:
    email, name = mail(row.get("user email address")), line(row.get("user name"), 200)
    if email or name:
        person = met.person(place, source_id=ident(row.get("user id")), email=email, name=name)
        if met.fresh:
            yield from met.take()
        yield VoteRecord(idea, person, when(row.get("linked idea creation date")), where=place)


def _idea(
    place: Place, row: Mapping[str, str], source_id: str, met: Met, named: Mapping[str, int]
) -> IdeaRecord:
    responder = mail(row.get("public status creator email address"))
    changed = when(row.get("public status updated timestamp"))
    response = text(unguarded(row.get("public status update message", "")))
    return IdeaRecord(
        source_id=source_id,
        title=line(unguarded(row.get("idea title", ""))),
        body=text(unguarded(row.get("idea description", ""))),
        board=met.board(place, line(row.get("forum name"), 100) or "UserVoice"),
        author=met.person(
            place,
            email=mail(row.get("idea creator email address")),
            name=line(unguarded(row.get("idea creator name", "")), 200),
        ),
        created=when(row.get("created timestamp")),
        status=met.status(place, line(row.get("public status name"), 100)),
        status_changed=changed,
        tags=met.tags(place, labels(row.get("labels"))),
        category=line(row.get("category name"), 100),
        state=_STATES.get(text(row.get("moderation state")).casefold(), "open"),
        response=response,
        responder=met.person(place, email=responder, role="team") if response else "",
        responded=changed if response else None,
        unattributed_votes=max(0, count(row.get("voters count")) - named.get(source_id, 0)),
        url=text(row.get("idea url")),
        where=place,
    )


register(UserVoiceSuggestions())
