"""Who and what was met so far, for formats that tell of people, boards, statuses and tags only in passing."""

from __future__ import annotations

from datetime import datetime

from desireline.reach.imports.records import BoardRecord, PersonRecord, Record, Role, StatusRecord, TagRecord
from desireline.reach.imports.statuses import kind_of
from desireline.reach.imports.values import person_key
from desireline.reach.imports.words import Place

_MOST = 500_000


class Seen:
    """Remembers that keys were there, in bounded memory: when full it forgets, and things are said again."""

    def __init__(self, most: int = _MOST) -> None:
        self._hashes: set[int] = set()
        self._most = most

    def first(self, key: str) -> bool:
        """Whether this key is met for the first time; it is known from now on."""
        number = hash(key)
        if number in self._hashes:
            return False
        if len(self._hashes) >= self._most:
            self._hashes.clear()
        self._hashes.add(number)
        return True

    def __contains__(self, key: str) -> bool:
        return hash(key) in self._hashes


class Met:
    """Each method gives the id to refer by and keeps the record of whoever is new in `fresh`, to be yielded first."""

    def __init__(self) -> None:
        self.fresh: list[Record] = []
        self._people, self._others = Seen(), Seen()

    def take(self) -> list[Record]:
        taken, self.fresh = self.fresh, []
        return taken

    def person(
        self,
        where: Place,
        *,
        source_id: str = "",
        email: str = "",
        name: str = "",
        role: Role = "customer",
        created: datetime | None = None,
        external_id: str = "",
        accounts: tuple[str, ...] = (),
    ) -> str:
        key = person_key(source_id, email, name)
        if key and self._people.first(key):
            self.fresh.append(
                PersonRecord(
                    key, name, email, role, created, accounts, external_id, blocked=False, where=where
                )
            )
        return key

    def first(self, key: str) -> bool:
        """Whether something of a format's own is new."""
        return self._others.first(key)

    def note(self, person: str) -> bool:
        """Remember a person whose record the format makes itself; whether they are new."""
        return self._people.first(person)

    def knows(self, person: str) -> bool:
        return person in self._people

    def board(self, where: Place, name: str, source_id: str = "") -> str:
        key = source_id or name
        if key and self._others.first(f"board\0{key}"):
            self.fresh.append(BoardRecord(key, name or key, where=where))
        return key

    def status(self, where: Place, name: str, source_id: str = "") -> str:
        key = source_id or name
        if key and self._others.first(f"status\0{key}"):
            self.fresh.append(StatusRecord(key, name or key, kind_of(name or key), where=where))
        return key

    def tags(self, where: Place, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if self._others.first(f"tag\0{name}"):
                self.fresh.append(TagRecord(name, name, where=where))
        return names
