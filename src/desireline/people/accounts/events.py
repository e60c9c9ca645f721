from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AccountValueChanged:
    account: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class AccountJoined:
    """`first` says that it became the person's main account."""

    account: int
    person: int
    first: bool


@dataclass(frozen=True, slots=True)
class AccountLeft:
    """`main` is the person's main account now, or None."""

    account: int
    person: int
    main: int | None
