"""Comments, with replies, notes of the team and official ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from desireline.kit.rows.api import fetch, marks
from desireline.reach.imports.bringing import bulk, links
from desireline.reach.imports.bringing.context import EARLY, Run, digest
from desireline.reach.imports.records import CommentRecord
from desireline.reach.imports.words import say

KIND = "comment"
PUBLISHED, PENDING, SPAM = 1, 2, 5
_STATES = {"open": PUBLISHED, "closed": PUBLISHED, "pending": PENDING, "spam": SPAM}
_COLUMNS = (
    "id", "idea_id", "merge_id", "parent_id", "author_id", "body", "internal", "official", "state", "created",
    "edited", "imported_likes",
)  # fmt: skip


def write(to: Run, records: list[CommentRecord]) -> None:
    latest = {record.source_id: record for record in records}
    to.known.load(KIND, latest)
    to.known.load(KIND, {record.parent for record in records if record.parent})
    to.known.load("idea", {record.idea for record in records})
    to.known.load("person", {record.author for record in records if record.author})
    fresh, old = [], []
    for key, record in latest.items():
        if to.known.get(KIND, key) is not None:
            old.append(record)
        elif to.known.get("idea", record.idea) is None:
            to.say(record.where, say("A comment on an idea that is neither in the file nor here."), True)
        else:
            fresh.append(record)
    _make(to, fresh)
    changed = sum(_change(to, record) for record in old)
    to.count(KIND, "changed", changed)
    to.count(KIND, "same", len(old) - changed)


def _make(to: Run, records: list[CommentRecord]) -> None:
    ideas = [pk for record in records if (pk := to.known.id_of("idea", record.idea))]
    homes = _homes(ideas)
    rows: list[tuple[Any, ...]] = []
    counted: dict[int, tuple[int, datetime]] = {}
    for pk, record in zip(bulk.new_ids("listen.Comment", len(records)), records, strict=True):
        own = to.known.id_of("idea", record.idea)
        assert own is not None  # noqa: S101 - the others were left out
        idea, merge = homes.get(own, (own, None))
        created, state = record.created or to.now, _STATES[record.state]
        rows.append(
            (pk, idea, merge, to.known.id_of(KIND, record.parent), to.known.id_of("person", record.author),
             links.resolved(to, record.body), record.internal, record.official and not record.internal, state,
             created, record.edited, record.likes)
        )  # fmt: skip
        to.known.add(KIND, record.source_id, pk, digest(record))
        if state == PUBLISHED and not record.internal:
            number, last = counted.get(idea, (0, EARLY))
            counted[idea] = (number + 1, max(last, created))
    bulk.insert("listen.Comment", _COLUMNS, rows)
    greatest = "GREATEST" if connection.vendor == "postgresql" else "MAX"
    bulk.change(
        "listen.Idea",
        f"comments = comments + column1, active = {greatest}(active, column2)",
        [(number, bulk.stamp(last), idea) for idea, (number, last) in sorted(counted.items())],
    )
    to.count(KIND, "created", len(rows))


def _homes(ideas: list[int]) -> dict[int, tuple[int, int]]:
    """For ideas whose threads went on elsewhere: where, and by which merge."""
    found: dict[int, tuple[int, int]] = {}
    for part in bulk.chunks(dict.fromkeys(ideas), 900):
        sql = (
            "SELECT m.source_id, i.merged_into_id, m.id FROM listen_merge m"  # noqa: S608 - placeholders only
            " JOIN listen_idea i ON i.id = m.source_id"
            f" WHERE m.undone_at IS NULL AND m.words AND m.source_id IN ({marks(part)})"
        )
        found.update({idea: (root, merge) for idea, root, merge in fetch(sql, part) if root})
    return found


def _change(to: Run, record: CommentRecord) -> bool:
    here = to.known.get(KIND, record.source_id)
    if here is None or here.digest == digest(record):
        return False
    comment = bulk.model("listen.Comment").objects.filter(pk=here.id).first()
    to.known.renew(KIND, record.source_id, digest(record))
    if comment is None:
        return False
    wanted = {
        "body": links.resolved(to, record.body),
        "official": record.official and not record.internal,
        "imported_likes": record.likes,
    }
    was = {name: getattr(comment, name) for name in wanted}
    values = {name: [was[name], wanted[name]] for name in wanted if was[name] != wanted[name]}
    if not values:
        return False
    for name, (_, value) in values.items():
        setattr(comment, name, value)
    comment.save(update_fields=list(values))
    bulk.keep_change(to.batch, "listen.Comment", comment.pk, values)
    return True
