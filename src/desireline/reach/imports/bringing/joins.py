"""Merges, by the same verb that people use, so that they can be undone like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import refusal
from desireline.kit.rows.api import fetch, marks, run
from desireline.listen.merges.api import catch_up, merge, settle, undo
from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.bringing.context import Run
from desireline.reach.imports.records import MergeRecord
from desireline.reach.imports.words import say

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

KIND = "merge"


def write(to: Run, records: list[MergeRecord], *, by: Person) -> None:
    to.known.load(KIND, [record.idea for record in records])
    to.known.load("idea", [key for record in records for key in (record.idea, record.into)])
    ideas = bulk.model("listen.Idea").objects
    for record in records:
        source, target = to.known.id_of("idea", record.idea), to.known.id_of("idea", record.into)
        if to.known.get(KIND, record.idea):
            to.count(KIND, "same")
            continue
        rows = ideas.in_bulk([pk for pk in (source, target) if pk])
        if source not in rows or target not in rows:
            to.say(record.where, say("A merge of an idea that is not here."), True)
            continue
        active = rows[target].active
        try:
            made = merge(rows[source], rows[target], by=by, tell=False)
        except Refused as refused:
            to.say(record.where, say("Two ideas stay apart: {why}", why=refusal(refused)), True)
            continue
        at, who = record.created or to.now, to.known.id_of("person", record.by)
        run("UPDATE listen_merge SET at = %s, by_id = %s WHERE id = %s", [bulk.stamp(at), who, made.pk])
        run("UPDATE listen_idea SET active = %s WHERE id = %s", [bulk.stamp(active), made.target_id])
        to.known.add(KIND, record.idea, made.pk)
        to.count(KIND, "created")


@contextmanager
def in_step(ideas: Iterable[int]) -> Iterator[None]:
    """Votes, tags and followers that come to merged ideas inside, or leave them, do so where these were merged, too.

    What people took back there stays taken back. Inside of one transaction.
    """
    merged: dict[int, int] = {}
    for part in bulk.chunks(set(ideas), 900):
        sql = f"SELECT id, merged_into_id FROM listen_idea WHERE state = 3 AND id IN ({marks(part)})"  # noqa: S608
        merged.update(fetch(sql, part))
    for root in sorted(set(merged.values())):
        settle(root)
    yield
    for pk in sorted(merged):
        catch_up(pk)


def take_out(ideas: Iterable[int], *, by: Person) -> None:
    """Undo what people merged these ideas into, so that nothing of them stays there."""
    for part in bulk.chunks(ideas, 900):
        sql = f"SELECT id FROM listen_merge WHERE undone_at IS NULL AND source_id IN ({marks(part)})"  # noqa: S608
        found = bulk.model("listen.Merge").objects.in_bulk([pk for (pk,) in fetch(sql, part)])
        for pk in sorted(found, reverse=True):
            undo(found[pk], by=by)
