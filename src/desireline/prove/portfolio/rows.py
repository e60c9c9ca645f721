"""The projects of the portfolio as plain rows: read in two queries, whatever their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import F, Q

from desireline.codevelop.projects.api import Project, ProjectMember, Visit
from desireline.maths.portfolio import Bet
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.portfolio.models import DISCIPLINES

LIVE = (Project.State.ACTIVE, Project.State.HELD)
_COLUMNS = {
    "pk": "pk",
    "slug": "slug",
    "title": "title",
    "state": "state",
    "stage": "stage_id",
    "stage_name": "stage__name",
    "limit": "stage__days",
    "moved": "entered",
    "due": "due",
    "created": "created",
    "owner": "owner_id",
    "owner_name": "owner__name",
    "outcome": "outcome__slug",
    "statement": "outcome__statement",
    "future": "outcome__future__slug",
    "future_title": "outcome__future__title",
    **{name: f"case__{name}" for name in (*DISCIPLINES, "horizon", "ambition")},
    **{name: f"case__{name}" for name in ("days_planned", "days_spent", "technical", "commercial")},
}
_AMOUNTS = ("money_planned", "money_spent", "value", "development", "commercialisation")
_NAMES = (*_COLUMNS, *_AMOUNTS)
_PATHS = (*_COLUMNS.values(), *(f"case__{name}" for name in _AMOUNTS))


@dataclass
class Row:
    """One project with its case. What nobody said is None; amounts are floats in the instance's currency."""

    pk: int
    slug: str
    title: str
    state: str
    stage: int | None
    stage_name: str | None
    limit: int | None
    moved: datetime
    due: date | None
    created: datetime
    owner: int | None
    owner_name: str | None
    outcome: str
    statement: str
    future: str
    future_title: str
    operational_excellence: int | None
    product_leadership: int | None
    customer_intimacy: int | None
    social_mission: int | None
    horizon: int | None
    ambition: str | None
    days_planned: int | None
    days_spent: int | None
    technical: float | None
    commercial: float | None
    money_planned: float | None
    money_spent: float | None
    value: float | None
    development: float | None
    commercialisation: float | None
    since: datetime | None = None

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @cached_property
    def disciplines(self) -> dict[str, float]:
        """Shares 0..1 of the disciplines that it serves; empty where nobody said."""
        found = {name: (getattr(self, name) or 0) / 100 for name in DISCIPLINES}
        return {name: share for name, share in found.items() if share}

    @property
    def main(self) -> str:
        """The discipline with the largest share, or nothing."""
        return max(self.disciplines, key=lambda name: self.disciplines[name], default="")

    @cached_property
    def bet(self) -> Bet | None:
        """What goes into the expected value, or None while something of it is missing."""
        if None in (self.value, self.technical, self.commercial, self.development):
            return None
        return Bet(
            value=self.value or 0.0,
            technical=self.technical or 0.0,
            commercial=self.commercial or 0.0,
            development=self.development or 0.0,
            commercialisation=self.commercialisation or 0.0,
        )

    @property
    def missing(self) -> list[str]:
        """Fields without which it cannot be ranked."""
        needed = ("value", "technical", "commercial", "development")
        return [name for name in needed if getattr(self, name) is None]


def counted(person: Person | None) -> Any:
    """Projects that count in the portfolio that this person sees: confidential ones for members and stewards only."""
    if not may(person, Permission.SEE_PORTFOLIO):
        return Project.objects.none()
    seen = Project.objects.visible_to(person)
    if may(person, Permission.EDIT_PORTFOLIO):
        return seen
    mine = ProjectMember.objects.filter(person=person).values("project")
    return seen.filter(Q(confidential=False) | Q(owner=person) | Q(pk__in=mine))


def rows(person: Person | None) -> list[Row]:
    """All projects that count for this person, the newest first. Two queries."""
    projects = counted(person)
    since = dict(
        Visit.objects.filter(left__isnull=True, project__in=projects.values("pk")).values_list(
            "project_id", "entered"
        )
    )
    read = projects.order_by("-created", "-pk").values_list(*(F(path) for path in _PATHS))
    return [_row(values, since) for values in read]


def _row(values: tuple[Any, ...], since: Mapping[int, datetime]) -> Row:
    cut = len(_COLUMNS)
    amounts = [None if one is None else float(one) for one in values[cut:]]
    row = Row(*values[:cut], *amounts)
    row.since = since.get(row.pk)
    return row
