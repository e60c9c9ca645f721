"""What grew out of what they said: projects that the people of an account are behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from desireline.codevelop.projects.api import Led, led_from
from desireline.people.accounts.api import Account
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


@dataclass(frozen=True, slots=True)
class Grew:
    rows: Sequence[Led]
    own: bool


def grew(account: Account, reader: Person) -> Grew | None:
    """Employees see what grew out of the words of all its people; customers, out of those of their organisation, what
    the showcase has. None without any."""
    rows = led_from(account, reader)
    return Grew(rows, own=not may(reader, Permission.SEE_ACCOUNTS)) if rows else None


def exported(data: Grew) -> list[dict[str, Any]]:
    return [asdict(row) for row in data.rows]
