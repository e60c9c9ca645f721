"""Totals without voters. What merges added to an idea is not its own, and goes on along the chain."""

from __future__ import annotations

from desireline.kit.rows.api import one, run
from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.bringing.context import Run


def set_total(to: Run, idea: int, wanted: int) -> bool:
    """The idea's own total, and with it what it gave on to others. Whether anything changed."""
    change = wanted - own_total(idea)
    if change:
        add_total(idea, change)
        if not _made_now(to, idea):
            bulk.keep_change(to.batch, "listen.Idea", idea, {"imported_votes": [wanted - change, wanted]})
    return bool(change)


def own_total(idea: int) -> int:
    row = one("SELECT imported_votes FROM listen_idea WHERE id = %s", [idea])
    brought = one(
        "SELECT COALESCE(SUM(imported), 0) FROM listen_merge WHERE target_id = %s AND undone_at IS NULL",
        [idea],
    )
    return int(row[0]) - int(brought[0])


def add_total(idea: int, change: int) -> None:
    """Add to the total of an idea and of all that it was merged into."""
    while True:
        run("UPDATE listen_idea SET imported_votes = imported_votes + %s WHERE id = %s", [change, idea])
        merge = one(
            "SELECT id, target_id FROM listen_merge WHERE source_id = %s AND undone_at IS NULL", [idea]
        )
        if merge is None:
            return
        run("UPDATE listen_merge SET imported = imported + %s WHERE id = %s", [change, merge[0]])
        idea = merge[1]


def _made_now(to: Run, idea: int) -> bool:
    """Whether this batch made the idea: then there is nothing to put back."""
    made: set[int] = to.memory.get("made", set())
    sql = "SELECT 1 FROM reach_imported WHERE kind = 'idea' AND object_id = %s AND batch_id = %s"
    return idea in made or one(sql, [idea, to.batch]) is not None
