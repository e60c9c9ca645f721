"""Notes about people who have not let us keep their words, or took that back. No export has them, whoever asks."""

from __future__ import annotations

from desireline.codevelop.sessions.api import Observation, withheld
from desireline.reach.exports.confidential import Rows, grow
from desireline.reach.exports.tables import exported


def rows() -> Rows:
    """By table, the ids of these notes and of what hangs on them."""
    models = exported()
    held: Rows = {model._meta.db_table: set() for model in models}
    notes = held[Observation._meta.db_table]
    notes |= set(withheld().values_list("pk", flat=True))
    if notes:
        grow(held, models)
    return {table: found for table, found in held.items() if found}
