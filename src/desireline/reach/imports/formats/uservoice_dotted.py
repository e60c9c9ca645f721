"""UserVoice's analysis export: CSV with dotted names (`suggestion.title`), a line per idea, or idea and supporter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desireline.reach.imports.html import as_markdown
from desireline.reach.imports.met import Met, Seen
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.order import resolved
from desireline.reach.imports.records import IdeaRecord, MergeRecord, Record, VoteRecord
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.tables import CsvTable, tell_unknown
from desireline.reach.imports.values import count, ident, labels, line, mail, text, unguarded, when
from desireline.reach.imports.words import Place, say

_COLUMNS = frozenset(
    [
        "suggestion.id",
        "suggestion.title",
        "suggestion.body",
        "suggestion.body_mime_type",
        "suggestion.portal_url",
        "suggestion.admin_url",
        "suggestion.forum.name",
        "suggestion.forum.id",
        "suggestion.category.name",
        "suggestion.category.id",
        "suggestion.status.name",
        "suggestion.status.id",
        "suggestion.labels.name",
        "suggestion.labels.id",
        "suggestion.parent.id",
        "suggestion.ticket.id",
        "suggestion.created_timestamp",
        "suggestion.created_user_agent",
        "suggestion.created_referrer",
        "suggestion.votes_count",
        "suggestion.supporters_count",
        "suggestion.state",
        "suggestion.created_by.email_address",
        "suggestion.created_by.name",
        "suggestion.created_by.id",
        "user.id",
        "user.email_address",
        "user.name",
        "external_user.email_address",
        "external_user.name",
        "external_user.external_id",
        "account.external_id",
        "supporter.created_timestamp",
    ]
)


class UserVoiceDotted:
    key = "uservoice-dotted"
    system = "uservoice"
    label = say("UserVoice analysis export (CSV)").template
    passes = 1.0

    def detect(self, sniff: Sniff) -> float:
        header = sniff.header(sniff.only()) if sniff.only() else frozenset()
        return 0.98 if {"suggestion.id", "suggestion.title"} <= header else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        table = CsvTable.of(source, source.members[0])
        tell_unknown(table, _COLUMNS, notes)
        met, ideas, merges = Met(), set[str](), dict[str, MergeRecord]()
        voters, pairs = _has_voters(table), Seen()
        for place, row in table.rows(notes):
            source_id, title = (
                ident(row.get("suggestion.id")),
                line(unguarded(row.get("suggestion.title", ""))),
            )
            if source_id and source_id not in ideas and title:
                ideas.add(source_id)
                if parent := ident(row.get("suggestion.parent.id")):
                    merges[source_id] = MergeRecord(source_id, parent, where=place)
                idea = _idea(place, row, source_id, title, met, named=voters)
                yield from met.take()
                yield idea
            elif source_id not in ideas:
                notes.skip(place, say("A line without suggestion.id or suggestion.title."))
                continue
            elif not voters:
                notes.skip(place, say("The id {id} stands there twice.", id=source_id))
            yield from _vote(place, row, source_id, met, pairs)
        yield from resolved(merges, ideas.__contains__, notes)


def _has_voters(table: CsvTable) -> bool:
    return any(
        name.strip().lower() in ("user.email_address", "external_user.email_address")
        for name in table.columns
    )


def _vote(place: Place, row: Mapping[str, str], idea: str, met: Met, pairs: Seen) -> Iterator[Record]:
    email = mail(row.get("user.email_address")) or mail(row.get("external_user.email_address"))
    name = line(row.get("user.name") or row.get("external_user.name"), 200)
    if email or name:
        external = ident(row.get("external_user.external_id"))
        person = met.person(
            place, source_id=ident(row.get("user.id")), email=email, name=name, external_id=external
        )
        yield from met.take()
        if pairs.first(f"{idea}\0{person}"):
            yield VoteRecord(idea, person, when(row.get("supporter.created_timestamp")), where=place)


def _idea(
    place: Place, row: Mapping[str, str], source_id: str, title: str, met: Met, *, named: bool
) -> IdeaRecord:
    body = text(unguarded(row.get("suggestion.body", "")))
    votes = count(row.get("suggestion.votes_count")) or count(row.get("suggestion.supporters_count"))
    return IdeaRecord(
        source_id=source_id,
        title=title,
        body=as_markdown(body) if "html" in row.get("suggestion.body_mime_type", "") else body,
        board=met.board(
            place,
            line(row.get("suggestion.forum.name"), 100) or "UserVoice",
            ident(row.get("suggestion.forum.id")),
        ),
        author=met.person(
            place,
            source_id=ident(row.get("suggestion.created_by.id")),
            email=mail(row.get("suggestion.created_by.email_address")),
            name=line(unguarded(row.get("suggestion.created_by.name", "")), 200),
        ),
        created=when(row.get("suggestion.created_timestamp")),
        status=met.status(
            place, line(row.get("suggestion.status.name"), 100), ident(row.get("suggestion.status.id"))
        ),
        tags=met.tags(place, labels(row.get("suggestion.labels.name"))),
        category=line(row.get("suggestion.category.name"), 100),
        unattributed_votes=0 if named else votes,
        url=text(row.get("suggestion.portal_url")),
        where=place,
    )


register(UserVoiceDotted())
