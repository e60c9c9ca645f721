"""UserVoice's full suggestions CSV: one line per idea and voter, the idea repeated on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from desireline.reach.imports.met import Met, Seen
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.records import IdeaRecord, Record, State, TallyRecord, VoteRecord
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
    label = say("UserVoice suggestions (CSV)").template
    passes = 2.1

    def detect(self, sniff: Sniff) -> float:
        header = sniff.header(sniff.only()) if sniff.only() else frozenset()
        return 0.98 if {"idea id", "idea title"} <= header else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        table = CsvTable.of(source, source.members[0])
        tell_unknown(table, _COLUMNS, notes)
        return _records(table, notes)


def _records(table: CsvTable, notes: Notes) -> Iterator[Record]:
    met, gone = Met(), set[str]()
    totals: dict[str, tuple[int, Place]] = {}
    named, pairs = Counter[str](), Seen(2_000_000)
    for place, row in table.rows(notes):
        source_id, title = ident(row.get("idea id")), row.get("idea title", "")
        if not source_id or not title.strip():
            notes.skip(place, say("A line without idea id or title."))
            continue
        if source_id not in totals:
            totals[source_id] = count(row.get("voters count")), place
            idea = None if _is_gone(place, row, title, notes) else _idea(place, row, source_id, met)
            yield from met.take()
            if idea is None:
                gone.add(source_id)
            else:
                yield idea
        if (
            source_id not in gone
            and (person := _voter(place, row, met))
            and pairs.first(f"{source_id}\0{person}")
        ):
            named[source_id] += 1
            if met.fresh:
                yield from met.take()
            yield VoteRecord(source_id, person, when(row.get("linked idea creation date")), where=place)
    for source_id in (known for known in totals if known not in gone):
        total, place = totals[source_id]
        yield TallyRecord(source_id, max(0, total - named[source_id]), place)


def _is_gone(place: Place, row: Mapping[str, str], title: str, notes: Notes) -> bool:
    gone = text(row.get("moderation state")).casefold() in _GONE
    if gone:
        notes.skip(place, say("Deleted or rejected there: “{title}”.", title=title), wrong=False)
    return gone


def _voter(place: Place, row: Mapping[str, str], met: Met) -> str:
    email, name = mail(row.get("user email address")), row.get("user name", "")
    if not email and not name:
        return ""
    return met.person(place, source_id=ident(row.get("user id", "")), email=email, name=line(name, 200))


def _idea(place: Place, row: Mapping[str, str], source_id: str, met: Met) -> IdeaRecord:
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
        url=text(row.get("idea url")),
        where=place,
    )


register(UserVoiceSuggestions())
