"""Ideas with their status, tags, official response and totals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from desireline.kit.rows.api import fetch, marks, moment
from desireline.kit.text.api import slugify
from desireline.listen.boards.api import default_status
from desireline.reach.imports.bringing import bulk, links, places
from desireline.reach.imports.bringing.context import EARLY, Run, digest
from desireline.reach.imports.bringing.totals import set_total
from desireline.reach.imports.records import IdeaRecord, StatusChangeRecord, TagRecord, TallyRecord

KIND = "idea"
LONGEST_TITLE = 140
PUBLISHED, PENDING, MERGED, SPAM = 1, 2, 3, 5
_STATES = {"open": PUBLISHED, "closed": PUBLISHED, "pending": PENDING, "spam": SPAM}
_COLUMNS = (
    "id", "board_id", "title", "slug", "body", "language", "author_id", "status_id", "status_at", "state",
    "closed", "created", "active", "triaged", "imported_votes",
)  # fmt: skip
_OWN = ("board_id", "title", "slug", "body", "language", "author_id", "status_id", "state", "closed")


def write(to: Run, records: list[IdeaRecord]) -> None:
    latest = {record.source_id: record for record in records}
    to.known.load(KIND, latest)
    fresh = [record for key, record in latest.items() if to.known.get(KIND, key) is None]
    old = [record for key, record in latest.items() if to.known.get(KIND, key) is not None]
    _make(to, fresh)
    told = [record for record in old if _differs(to, record)]
    changed = sum(_change(to, record) for record in told)
    to.count(KIND, "changed", changed)
    to.count(KIND, "same", len(old) - changed)
    _tag(to, [*fresh, *told])


def _differs(to: Run, record: IdeaRecord) -> bool:
    here = to.known.get(KIND, record.source_id)
    return here is not None and here.digest != digest(record)


def words(record: IdeaRecord) -> tuple[str, str]:
    """Title and text; what is too long for a title goes on in the text."""
    title = " ".join(record.title.split())
    if len(title) <= LONGEST_TITLE:
        return title, record.body
    cut = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] or title[: LONGEST_TITLE - 1]
    return cut + "…", f"…{title[len(cut) :]}\n\n{record.body}".strip()


def _values(to: Run, record: IdeaRecord) -> dict[str, Any]:
    title, body = words(record)
    known = to.known
    status = known.id_of("status", record.status) or to.memory.setdefault("default", None)
    if status is None:
        status = to.memory["default"] = default_status()
    return {
        "board_id": known.id_of("board", record.board or "-") or places.default_board(to),
        "title": title,
        "slug": slugify(title),
        "body": links.resolved(to, body),
        "language": record.language[:10],
        "author_id": known.id_of("person", record.author),
        "status_id": status,
        "state": _STATES[record.state],
        "closed": record.state == "closed",
    }


def _make(to: Run, records: list[IdeaRecord]) -> None:
    rows, responses, marks_, changes = [], [], [], []
    for pk, record in zip(bulk.new_ids("listen.Idea", len(records)), records, strict=True):
        values = _values(to, record)
        to.boards.add(values["board_id"])
        to.memory.setdefault("made", set()).add(pk)
        created = record.created or to.now
        moved = record.status_changed or created
        triaged = None if values["state"] == PENDING else created
        rows.append(
            (pk, values["board_id"], values["title"], values["slug"], values["body"], values["language"],
             values["author_id"], values["status_id"], moved, values["state"], values["closed"], created,
             max(created, moved, record.responded or EARLY), triaged, record.unattributed_votes or 0)
        )  # fmt: skip
        to.known.add(KIND, record.source_id, pk, digest(record))
        by = to.known.id_of("person", record.responder)
        if record.response:
            responses.append((pk, record.response, by, record.responded or record.status_changed or created))
        if record.status and record.status_changed:
            changes.append((pk, values["status_id"], by, record.status_changed))
        if values["closed"]:
            marks_.append((pk, "closed", moved))
    bulk.insert("listen.Idea", _COLUMNS, rows)
    bulk.insert("listen.OfficialResponse", ("idea_id", "body", "by_id", "at"), responses)
    bulk.insert("listen.StatusChange", ("idea_id", "after_id", "by_id", "at"), changes)
    bulk.insert("listen.IdeaMark", ("idea_id", "kind", "at"), marks_)
    to.count(KIND, "created", len(rows))


def _change(to: Run, record: IdeaRecord) -> bool:
    """Take over what the source says now. What people changed here is kept with the change, for the undo."""
    pk = to.known.id_of(KIND, record.source_id)
    idea = bulk.model("listen.Idea").objects.filter(pk=pk).first()
    to.known.renew(KIND, record.source_id, digest(record))
    if idea is None:
        return False
    wanted = _values(to, record)
    if idea.state == MERGED:
        wanted.pop("state")
    if not record.language:
        wanted.pop("language")
    was = {name: getattr(idea, name) for name in _OWN}
    values = {name: [was[name], wanted[name]] for name in wanted if was[name] != wanted[name]}
    if values:
        if "status_id" in values:
            idea.status_at = record.status_changed or to.now
        for name, (_, value) in values.items():
            setattr(idea, name, value)
        idea.save(update_fields=[name.removesuffix("_id") for name in values] + ["status_at"])
        bulk.keep_change(to.batch, "listen.Idea", idea.pk, values)
        to.boards.update((was["board_id"], idea.board_id))
    answered = _respond(to, record, idea.pk)
    total = record.unattributed_votes is not None and set_total(to, idea.pk, record.unattributed_votes)
    return bool(values) or answered or total


def _respond(to: Run, record: IdeaRecord, pk: int) -> bool:
    if not record.response:
        return False
    responses = bulk.model("listen.OfficialResponse").objects
    found = responses.filter(idea_id=pk).first()
    if found is None:
        made = responses.create(
            idea_id=pk,
            body=record.response,
            by_id=to.known.id_of("person", record.responder),
            at=record.responded or to.now,
        )
        to.known.add("response", f"{pk}", made.pk)
        return True
    if found.body == record.response:
        return False
    bulk.keep_change(to.batch, "listen.OfficialResponse", found.pk, {"body": [found.body, record.response]})
    found.body = record.response
    found.save(update_fields=["body"])
    return True


def _tag(to: Run, records: list[IdeaRecord]) -> None:
    """Tags, and the category of tools that have both."""
    categories = {record.category for record in records if record.category}
    to.known.load("tag", [f"category:{name}" for name in categories])
    places.write_tags(to, [TagRecord(f"category:{name}", name) for name in sorted(categories)])
    to.known.load("tag", [tag for record in records for tag in record.tags])
    rows: dict[tuple[int, int], tuple[Any, ...]] = {}
    for record in records:
        idea = to.known.id_of(KIND, record.source_id)
        names = [*record.tags, *([f"category:{record.category}"] if record.category else [])]
        for name in names:
            tag = to.known.id_of("tag", name)
            if idea and tag:
                rows.setdefault((tag, idea), (tag, idea, record.created or to.now))
    links.once(to, "idea_tag", "listen.IdeaTag", ("tag_id", "idea_id", "at"), list(rows.values()), keys=2)


def write_changes(to: Run, records: list[StatusChangeRecord]) -> None:
    """The history of statuses. The last one is often told with the idea as well: it stands there once."""
    to.known.load(KIND, [record.idea for record in records])
    ideas = [pk for record in records if (pk := to.known.id_of(KIND, record.idea))]
    there = _changes_of(ideas)
    rows: list[tuple[Any, ...]] = []
    for record in records:
        idea, status = to.known.id_of(KIND, record.idea), to.known.id_of("status", record.status)
        if not idea or not status:
            continue
        at = record.created or to.now
        if (idea, status, at) not in there:
            there.add((idea, status, at))
            rows.append((idea, status, at, to.known.id_of("person", record.by)))
    columns = ("idea_id", "after_id", "at", "by_id")
    links.once(to, "status_change", "listen.StatusChange", columns, rows, keys=3)


def _changes_of(ideas: Iterable[int]) -> set[tuple[int, int, datetime | None]]:
    found: set[tuple[int, int, datetime | None]] = set()
    for part in bulk.chunks(dict.fromkeys(ideas), 900):
        sql = f"SELECT idea_id, after_id, at FROM listen_statuschange WHERE idea_id IN ({marks(part)})"  # noqa: S608
        found.update((idea, status, moment(at)) for idea, status, at in fetch(sql, part))
    return found


def write_totals(to: Run, records: list[TallyRecord]) -> None:
    to.known.load(KIND, [record.idea for record in records])
    by_id = {pk: record for record in records if (pk := to.known.id_of(KIND, record.idea))}
    for part in bulk.chunks(by_id, 900):
        sql = f"SELECT id, imported_votes, state FROM listen_idea WHERE id IN ({marks(part)})"  # noqa: S608
        for pk, total, state in fetch(sql, part):
            wanted = by_id[pk].unattributed_votes
            if (total != wanted or state == MERGED) and set_total(to, pk, wanted):
                to.count("total", "set")
