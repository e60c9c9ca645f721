"""Rows of mapped tables as records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from desireline.reach.imports import dates
from desireline.reach.imports.mapping import TableMapping
from desireline.reach.imports.met import Met
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.records import (
    AccountRecord,
    CommentRecord,
    IdeaRecord,
    MergeRecord,
    PersonRecord,
    Record,
    VoteRecord,
)
from desireline.reach.imports.tables import Table, column_key
from desireline.reach.imports.values import (
    count,
    ident,
    in_utc,
    labels,
    line,
    mail,
    number,
    person_key,
    text,
    unguarded,
    when,
    yes,
)
from desireline.reach.imports.words import Place, say

Get = Callable[[str], Any]
_CHECKED = frozenset({"created", "votes", "weight", "email", "author_email", "person_email"})


class Rows:
    """One run over mapped tables; remembers ids of ideas and who was met."""

    def __init__(self, notes: Notes, *, stem: str) -> None:
        self.notes, self.stem, self.met = notes, stem, Met()
        self.ideas_known: set[str] = set()
        self.merges: dict[str, MergeRecord] = {}
        self._accounts: set[str] = set()

    def _each(self, table: Table, plan: TableMapping) -> Iterator[tuple[Place, Get]]:
        keys = {name: column_key(header) for name, header in plan.columns.items()}
        for place, row in table.rows(self.notes):
            get = _getter(row, keys)
            self._tell_unread(place, get, plan)
            yield place, get

    def _tell_unread(self, place: Place, get: Get, plan: TableMapping) -> None:
        """Values that do not say what their column means: the row goes in without them, and people hear it."""
        for name in sorted(_CHECKED.intersection(plan.columns)):
            shown = text(get(name))[:60]
            if not shown:
                continue
            if name == "created" and _when(get, plan) is None and shown[:4] != "0000":
                self.notes.unread(place, say("“{value}” is no date that can be read.", value=shown))
            elif name in {"votes", "weight"} and number(get(name)) is None:
                self.notes.unread(place, say("“{value}” is no number.", value=shown))
            elif name.endswith("email") and not mail(get(name)):
                self.notes.unread(place, say("“{value}” is no e-mail address.", value=shown))

    def people(self, table: Table, plan: TableMapping) -> Iterator[Record]:
        for place, get in self._each(table, plan):
            email, name, account = mail(get("email")), line(get("name"), 200), line(get("account"), 200)
            key = person_key(ident(get("id")), email, name)
            if not key:
                self.notes.skip(place, say("A person without id, address and name."))
                continue
            if account and account not in self._accounts:
                self._accounts.add(account)
                yield AccountRecord(account, account, where=place)
            self.met.person(place, source_id=key)
            self.met.take()
            accounts = (account,) if account else ()
            yield PersonRecord(key, name, email, "customer", _when(get, plan), accounts, where=place)

    def ideas(self, table: Table, plan: TableMapping) -> Iterator[Record]:
        for place, get in self._each(table, plan):
            body = "\n\n".join(part for part in (text(get("summary")), text(get("body"))) if part)
            title = line(get("title")) or line(body, 100)
            if not title:
                self.notes.skip(place, say("A row without title and text."))
                continue
            source_id = ident(get("id")) or _made_id(title, text(get("author_name")), text(get("created")))
            if source_id in self.ideas_known:
                self.notes.skip(place, say("The id {id} stands there twice.", id=source_id))
                continue
            self.ideas_known.add(source_id)
            if into := ident(get("merged_into")):
                self.merges[source_id] = MergeRecord(source_id, into, where=place)
            idea = self._idea(place, get, plan, source_id, title, body)
            yield from self.met.take()
            yield idea

    def _idea(
        self, place: Place, get: Get, plan: TableMapping, source_id: str, title: str, body: str
    ) -> IdeaRecord:
        tags = get("tags")
        return IdeaRecord(
            source_id=source_id,
            title=title,
            body=body,
            board=self.met.board(place, line(get("board"), 100) or plan.board or self.stem),
            author=self._person(place, get, "author"),
            created=_when(get, plan),
            status=self.met.status(place, line(get("status"), 100)),
            tags=self.met.tags(place, labels(tags if isinstance(tags, list) else text(tags))),
            category=line(get("category"), 100),
            response=text(get("response")),
            unattributed_votes=count(get("votes")),
            url=text(get("url"))[:500],
            where=place,
        )

    def votes(self, table: Table, plan: TableMapping) -> Iterator[Record]:
        for place, get in self._each(table, plan):
            idea, person = ident(get("idea")), self._person(place, get, "person")
            if idea not in self.ideas_known or not person:
                self.notes.skip(place, say("A vote without voter or for an unknown idea."))
                continue
            yield from self.met.take()
            raw = text(get("weight"))
            if raw.startswith("-"):
                self.notes.skip(place, say("A vote against: only votes for are brought in."), wrong=False)
            else:
                yield VoteRecord(idea, person, _when(get, plan), max(1, count(raw)), where=place)

    def comments(self, table: Table, plan: TableMapping) -> Iterator[Record]:
        for place, get in self._each(table, plan):
            idea, body = ident(get("idea")), text(get("body"))
            if not idea or not body:
                self.notes.skip(place, say("A comment without text or without its idea."))
                continue
            if self.ideas_known and idea not in self.ideas_known:
                self.notes.skip(place, say("A comment on an unknown idea: {id}.", id=idea))
                continue
            author = self._person(place, get, "author")
            yield from self.met.take()
            yield CommentRecord(
                source_id=ident(get("id")) or _made_id(idea, author, text(get("created")), body),
                idea=idea,
                body=body,
                parent=ident(get("parent")),
                author=author,
                created=_when(get, plan),
                internal=yes(get("internal")),
                where=place,
            )

    def _person(self, place: Place, get: Get, role: str) -> str:
        return self.met.person(
            place,
            source_id=ident(get(f"{role}_id")),
            email=mail(get(f"{role}_email")) or mail(get(f"{role}_name")),
            name=line(get(f"{role}_name"), 200),
        )


def _getter(row: Mapping[str, Any], keys: Mapping[str, str]) -> Get:
    def get(name: str) -> Any:
        value = row.get(keys[name]) if name in keys else None
        return unguarded(value) if isinstance(value, str) else value

    return get


def _when(get: Get, plan: TableMapping) -> datetime | None:
    """The date, together with the time of day where that stands in a column of its own."""
    raw = get("created")
    found = when(raw)
    if isinstance(raw, str) and plan.date_order != "dmy" and not raw[:4].isdigit():
        read = dates.from_text(raw, plan.date_order)
        found = in_utc(read) if read else None
    if found is None:
        return None
    span = dates.clock(text(get("created_time")))
    return (
        in_utc(found.replace(hour=0, minute=0, second=0, microsecond=0) + span) if span is not None else found
    )


def _made_id(*parts: str) -> str:
    return "made:" + blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
