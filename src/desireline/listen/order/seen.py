"""Who saw which idea, and where in the list: gathered in memory, written in batches.

What was seen in the last two seconds before a crash is not known afterwards. That costs a little evidence for the order
of ideas and nothing else, and saves a write for each look at a list.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from desireline.kit.rows.api import fetch, marks, now_value, run
from desireline.kit.writes.later import Later
from desireline.maths.ranking import position_propensity

MOST_AT_ONCE = 60
MOST_WAITING = 20_000
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Seen:
    idea_id: int
    visit: str
    surface: int
    position: int


def _store(part: list[Seen]) -> int:
    known = {
        row[0]
        for row in fetch(
            f"SELECT id FROM listen_idea WHERE state = 1 AND id IN ({marks(part)})",  # noqa: S608 - placeholders only
            [one.idea_id for one in part],
        )
    }
    part = [one for one in part if one.idea_id in known]
    if not part:
        return 0
    now = now_value()
    values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(part))
    new = fetch(
        f"INSERT INTO listen_impression (idea_id, visit, surface, position, at) VALUES {values}"  # noqa: S608
        " ON CONFLICT (idea_id, visit) DO NOTHING RETURNING idea_id, position",
        [value for one in part for value in (one.idea_id, one.visit, one.surface, one.position, now)],
    )
    weight: dict[int, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for idea_id, position in new:
        seen, exposure = weight[idea_id]
        weight[idea_id] = seen + 1, exposure + position_propensity(position)
    for idea_id, (seen, exposure) in sorted(weight.items()):
        run(
            "UPDATE listen_idea SET seen = seen + %s, exposure = exposure + %s WHERE id = %s",
            [seen, exposure, idea_id],
        )
    return len(new)


_later = Later(
    "order.seen",
    _store,
    most=MOST_WAITING,
    chunk=CHUNK,
    key=lambda one: (one.idea_id, one.visit),
    order=lambda one: (one.idea_id, one.visit),
)
flush = _later.flush


def note(seen: list[Seen]) -> None:
    """Somebody saw these: once an idea and visit."""
    _later.add(*seen)
