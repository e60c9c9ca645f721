"""What they want: desired outcomes as the people of the account rated them, the widest gap first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from desireline.kit.rows.api import fetch, marks
from desireline.people.accounts.api import Account
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

MOST = 8


@dataclass(frozen=True, slots=True)
class Want:
    """Means of 1 to 5, None where nobody said; `gap` is how far satisfaction stays behind importance."""

    statement: str
    url: str
    future: str
    importance: float | None
    satisfaction: float | None
    people: int
    reached: int

    @property
    def gap(self) -> float | None:
        if self.importance is None or self.satisfaction is None:
            return None
        return max(self.importance - self.satisfaction, 0.0)


@dataclass(frozen=True, slots=True)
class Wants:
    rows: Sequence[Want]
    own: bool


def wants(account: Account, reader: Person) -> Wants | None:
    """Employees see the means of the account's people. Customers see their own ratings: a mean of two tells of one."""
    audiences = sorted(visible_ids(reader))
    if not audiences:
        return None
    employee = may(reader, Permission.SEE_ACCOUNTS)
    whose = "SELECT person_id FROM people_membership WHERE account_id = %s" if employee else "%s"
    sql = (
        "SELECT o.slug, o.statement, f.title, AVG(r.importance * 1.0), AVG(r.satisfaction * 1.0), COUNT(*),"  # noqa: S608 - marks only
        " SUM(CASE WHEN a.id IS NULL THEN 0 ELSE 1 END) FROM futures_rating r"
        " JOIN futures_desiredoutcome o ON o.id = r.outcome_id JOIN futures_future f ON f.id = o.future_id"
        " LEFT JOIN futures_attainment a ON a.outcome_id = r.outcome_id AND a.person_id = r.person_id"
        f" WHERE r.person_id IN ({whose}) AND o.archived IS NULL AND f.published IS NOT NULL"
        f" AND f.archived IS NULL AND f.audience_id IN ({marks(audiences)})"
        " GROUP BY o.id, o.slug, o.statement, f.title"
        " ORDER BY COALESCE(AVG(r.importance * 1.0), 0) - COALESCE(AVG(r.satisfaction * 1.0), 3) DESC,"
        " COUNT(*) DESC, o.id LIMIT %s"
    )
    rows = fetch(sql, [account.pk if employee else reader.pk, *audiences, MOST])
    return Wants([_want(row) for row in rows], own=not employee)


def _want(row: Any) -> Want:
    slug, statement, future, importance, satisfaction, people, reached = row
    return Want(
        statement,
        f"/outcomes/{slug}",
        future,
        None if importance is None else float(importance),
        None if satisfaction is None else float(satisfaction),
        int(people),
        int(reached or 0),
    )


def exported(data: Wants) -> list[dict[str, Any]]:
    return [asdict(row) for row in data.rows]
