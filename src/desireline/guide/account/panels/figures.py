"""In numbers: what panels that the operator declared say of an account, each with the system that it is from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desireline.guide.connectors.api import Figures, of_account
from desireline.people.accounts.api import Account
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def numbers(account: Account, reader: Person) -> Sequence[Figures] | None:
    """Two queries; None where there is nothing."""
    return of_account(account, own=not may(reader, Permission.SEE_ACCOUNTS)) or None


def exported(data: Sequence[Figures]) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "label": line.label,
            "value": line.value,
            "unit": line.unit,
            "source": one.source,
            "at": one.at,
        }
        for one in data
        for line in one.lines
    ]
