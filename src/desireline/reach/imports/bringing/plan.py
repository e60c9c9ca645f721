"""What people decide before a file goes in: columns, boards, statuses, audience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

NEW = "new"


@dataclass(frozen=True, slots=True)
class Plan:
    """`mapping`: data of column mappings by table. `boards` and `statuses`: slug of what is here, or `new`, by the name
    in the source. `board`: slug of the one board that takes everything. `audience`: id of the audience of new boards.
    `source`: tells two sources of the same format apart.
    """

    mapping: Mapping[str, Any] = field(default_factory=dict)
    board: str = ""
    boards: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    audience: int | None = None
    source: str = ""

    def as_data(self) -> dict[str, Any]:
        """For keeping; `plan_of` reads it back."""
        return asdict(self)


def plan_of(data: object) -> Plan:
    """A plan from what was kept or from a file that people wrote. Unknown keys are left out."""
    given = data if isinstance(data, Mapping) else {}
    mapping, boards, statuses = (_table(given.get(key)) for key in ("mapping", "boards", "statuses"))
    audience = given.get("audience")
    return Plan(
        mapping=mapping,
        board=str(given.get("board") or ""),
        boards={name: str(slug) for name, slug in boards.items()},
        statuses={name: str(slug) for name, slug in statuses.items()},
        audience=audience if isinstance(audience, int) else None,
        source=str(given.get("source") or "")[:40],
    )


def _table(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
