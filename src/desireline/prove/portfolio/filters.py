"""What the address of the portfolio asks for, and addresses that ask for something a little different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from desireline.prove.portfolio.models import DISCIPLINES, Target
from desireline.prove.portfolio.rows import Row
from desireline.prove.portfolio.words import HORIZONS, MEASURE

VIEWS = ("value", "balance", "ranking", "funnel", "flow")
MOST = 10**12


@dataclass(frozen=True, slots=True)
class Wanted:
    """The state of the page; what is empty filters nothing. `budget` None: the one of the instance."""

    view: str = "value"
    owner: int | None = None
    outcome: str = ""
    future: str = ""
    discipline: str = ""
    horizon: int | None = None
    budget: float | None = None
    was: float | None = None
    axis: str = Target.Axis.DISCIPLINE
    measure: str = "days_planned"

    def keeps(self, row: Row) -> bool:
        return (
            (self.owner is None or row.owner == self.owner)
            and (not self.outcome or row.outcome == self.outcome)
            and (not self.future or row.future == self.future)
            and (not self.discipline or self.discipline in row.disciplines)
            and (self.horizon is None or row.horizon == self.horizon)
        )

    @property
    def filtered(self) -> bool:
        return any((self.owner, self.outcome, self.future, self.discipline, self.horizon))

    def query(self, **changes: Any) -> str:
        """The query of an address with these changes; what is as by default is left out."""
        changed, plain = replace(self, **changes), Wanted()
        pairs = {
            field.name: getattr(changed, field.name)
            for field in fields(changed)
            if getattr(changed, field.name) != getattr(plain, field.name)
        }
        return urlencode(
            {key: f"{value:g}" if isinstance(value, float) else value for key, value in pairs.items()}
        )


def wanted_from(data: QueryDict) -> Wanted:
    """Read an address; what cannot be is left out. The slider wins over the typed number when only it was moved."""
    was, typed, slid = (_amount(data.get(name)) for name in ("was", "budget", "slide"))
    budget = slid if slid is not None and slid != was and typed in (None, was) else typed
    return Wanted(
        view=_one_of(data.get("view"), VIEWS, "value"),
        owner=_whole(data.get("owner")),
        outcome=data.get("outcome", "")[:120],
        future=data.get("future", "")[:120],
        discipline=_one_of(data.get("discipline"), DISCIPLINES, ""),
        horizon=next((n for n in HORIZONS if str(n) == data.get("horizon")), None),
        budget=budget,
        was=was,
        axis=_one_of(data.get("axis"), Target.Axis.values, Target.Axis.DISCIPLINE),
        measure=_one_of(data.get("measure"), tuple(MEASURE), "days_planned"),
    )


def _one_of(value: str | None, allowed: Sequence[str], default: str) -> str:
    return value if value is not None and value in allowed else default


def _whole(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and value.isascii() and len(value) < 18 else None


def _amount(value: str | None) -> float | None:
    """A number from 0 on, or None."""
    try:
        found = float(value or "")
    except ValueError:
        return None
    return found if 0 <= found <= MOST else None
