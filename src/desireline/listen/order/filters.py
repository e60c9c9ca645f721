"""Filters as SQL conditions on `listen_idea i`. Every list of a board starts from `of_board`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desireline.kit.rows.api import one
from desireline.listen.order.wanted import Wanted
from desireline.people.identity.api import Person
from desireline.people.roles.api import is_staff


@dataclass(slots=True)
class Where:
    """Conditions joined by AND, with their parameters."""

    parts: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add(self, part: str, *params: Any) -> Where:
        self.parts.append(part)
        self.params += params
        return self

    def copy(self) -> Where:
        return Where([*self.parts], [*self.params])

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts)


def of_board(board_id: int) -> Where:
    """Published ideas that stand on the board: the same for every reader of the board."""
    return Where(["i.board_id = %s", "i.state = 1", "i.archived = FALSE"], [board_id])


def narrow(where: Where, wanted: Wanted, person: Person | None) -> Where:
    """Add the reader's filters. What the reader may not see (internal tags) filters to nothing."""
    if wanted.status:
        where.add("i.status_id = (SELECT id FROM listen_status WHERE slug = %s)", wanted.status)
    if wanted.tag:
        internal = "" if is_staff(person) else " AND t.internal = FALSE"
        where.add(
            "EXISTS (SELECT 1 FROM listen_ideatag it JOIN listen_tag t ON t.id = it.tag_id"  # noqa: S608
            f" WHERE it.idea_id = i.id AND t.slug = %s{internal})",
            wanted.tag,
        )
    if wanted.outcome:
        where.add(
            "EXISTS (SELECT 1 FROM listen_ideaoutcome o WHERE o.idea_id = i.id AND o.outcome_id = %s)",
            _outcome(wanted, person),
        )
    if wanted.mine:
        _mine(where, wanted.mine, person)
    for word in wanted.text.split()[:6]:
        like = "%" + word.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        where.add("(LOWER(i.title) LIKE %s ESCAPE '\\' OR LOWER(i.body) LIKE %s ESCAPE '\\')", like, like)
    return where


def _mine(where: Where, mine: str, person: Person | None) -> None:
    if person is None:
        where.add("1 = 0")
    elif mine == "voted":
        where.add(
            "EXISTS (SELECT 1 FROM listen_vote v WHERE v.idea_id = i.id AND v.person_id = %s)", person.pk
        )
    elif mine == "followed":
        where.add(
            "EXISTS (SELECT 1 FROM people_subscription s WHERE s.person_id = %s"
            " AND s.topic = 'idea:' || CAST(i.id AS VARCHAR(20)) AND s.\"on\" = TRUE)",
            person.pk,
        )
    else:
        where.add("i.author_id = %s", person.pk)


def _outcome(wanted: Wanted, person: Person | None) -> int:
    """The id of the outcome if the reader may see it, else one that no idea has."""
    from desireline.futures.outcomes.api import DesiredOutcome

    found = (
        DesiredOutcome.objects.visible_to(person)
        .filter(slug=wanted.outcome)
        .values_list("pk", flat=True)
        .first()
    )
    return found or 0


def needing_votes(where: Where, person: Person | None) -> Where:
    """Open ideas that the reader has not voted for."""
    where.add("i.closed = FALSE")
    where.add("i.status_id NOT IN (SELECT id FROM listen_status WHERE stage IN ('done', 'declined'))")
    if person is not None:
        where.add(
            "NOT EXISTS (SELECT 1 FROM listen_vote v WHERE v.idea_id = i.id AND v.person_id = %s)", person.pk
        )
    return where


def count_up_to(where: Where, most: int) -> int:
    """How many ideas meet the conditions, counted up to `most`."""
    sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM listen_idea i WHERE {where.sql} LIMIT {int(most)}) found"  # noqa: S608
    return int(one(sql, where.params)[0])
