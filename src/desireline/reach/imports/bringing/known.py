"""What things of the source are here already. Held in bounded memory; the database remembers the rest."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from desireline.kit.rows.api import fetch, marks
from desireline.reach.imports.bringing import bulk

_MOST = 300_000


class Here(NamedTuple):
    """The row that a thing became, and the digest of what was said of it last."""

    id: int
    digest: int


class Known:
    """Answers for one system, kind by kind. Ask `load` with all ids of a batch first, then `get` costs nothing."""

    def __init__(self, system: str, batch: int) -> None:
        self.system, self.batch = system, batch
        self._kinds: dict[str, dict[str, Here | None]] = {}
        self._fresh: list[tuple[Any, ...]] = []
        self._digests: list[tuple[Any, ...]] = []

    def load(self, kind: str, source_ids: Iterable[str]) -> None:
        found = self._kinds.setdefault(kind, {})
        if len(found) > _MOST:
            found.clear()
        wanted = [one for one in dict.fromkeys(source_ids) if one and one not in found]
        for part in bulk.chunks(wanted, 900):
            found.update(dict.fromkeys(part))
            sql = (
                "SELECT source_id, object_id, digest FROM reach_imported"  # noqa: S608 - placeholders only
                f" WHERE system = %s AND kind = %s AND source_id IN ({marks(part)})"
            )
            for source_id, object_id, digest in fetch(sql, [self.system, kind, *part]):
                found[source_id] = Here(object_id, digest)

    def get(self, kind: str, source_id: str) -> Here | None:
        return self._kinds.get(kind, {}).get(source_id)

    def id_of(self, kind: str, source_id: str) -> int | None:
        here = self.get(kind, source_id) if source_id else None
        return here.id if here else None

    def add(
        self, kind: str, source_id: str, object_id: int, digest: int = 0, *, created: bool = True
    ) -> None:
        """From now on this thing is known; `save` writes it down."""
        self._kinds.setdefault(kind, {})[source_id] = Here(object_id, digest)
        self._fresh.append((self.system, kind, source_id, object_id, digest, created, self.batch))

    def made_now(self, kind: str, object_id: int) -> bool:
        """Whether this batch made the row."""
        if any(one[1] == kind and one[3] == object_id and one[5] for one in self._fresh):
            return True
        sql = "SELECT 1 FROM reach_imported WHERE kind = %s AND object_id = %s AND created = %s AND batch_id = %s"
        return bool(fetch(sql, [kind, object_id, True, self.batch]))

    def renew(self, kind: str, source_id: str, digest: int) -> None:
        here = self._kinds[kind][source_id]
        assert here is not None  # noqa: S101 - only what is known is renewed
        self._kinds[kind][source_id] = Here(here.id, digest)
        self._digests.append((digest, self.system, kind, source_id))

    def save(self) -> None:
        """Write down what is new. Call at the end of the transaction that made the rows."""
        columns = ("system", "kind", "source_id", "object_id", "digest", "created", "batch_id")
        bulk.insert("reach.Imported", columns, self._fresh)
        if self._digests:
            bulk.many(
                "UPDATE reach_imported SET digest = %s WHERE system = %s AND kind = %s AND source_id = %s",
                self._digests,
            )
        self._fresh, self._digests = [], []

    def forget(self) -> None:
        """After a transaction that failed: nothing held in memory is sure any more."""
        self._kinds.clear()
        self._fresh, self._digests = [], []


def digest_of(*parts: object) -> int:
    """63 bits of what a source says of a thing; never 0."""
    raw = blake2b(repr(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return (int.from_bytes(raw, "big") >> 1) or 1
