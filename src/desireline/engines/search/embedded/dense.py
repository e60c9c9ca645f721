"""Directions of cards beside the index: flat files that grow at their end, which all processes share in memory.

A row is a direction, the number of the card's key, the digest of the text, and a *scope*: who may find the card and
what it may be filtered by. A question is compared with the rows whose scope the reader may find, and with no others;
the index is then asked for these cards with the same guard once more. All of it can be made again from the index.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from desireline.engines.search.embedded import graphs
from desireline.engines.search.embedded.scopes import Flags, Scopes
from desireline.engines.search.said import Said, number

DEAD = -1
SIZE = 384
Numbers = np.ndarray[Any, np.dtype[np.int64]]
Directions = np.ndarray[Any, np.dtype[np.float32]]


class Dense:
    """`folder` None keeps it in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._scopes = Scopes(folder / "scopes.jsonl" if folder else None)
        self._vectors: Directions = np.zeros((0, SIZE), np.float32)
        self._keys: Numbers = np.zeros(0, np.int64)
        self._digests: Numbers = np.zeros(0, np.int64)
        self._places: Any = np.zeros(0, np.int32)
        self._row_of: dict[int, int] | None = None  # of the writer alone
        self.graphs = graphs.Graphs(folder)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    # Asking -------------------------------------------------------------------------------------------------------

    def nearest(
        self,
        direction: Directions,
        allow: Sequence[str],
        types: Sequence[str],
        facets: Sequence[str],
        most: int,
    ) -> list[tuple[int, float]]:
        """Numbers of at most so many cards and their cosines, the nearest first."""
        with self._lock:
            self._look()
            places, vectors, keys = self._places, self._vectors, self._keys
            wanted = self._scopes.readable(
                allow, types, facets
            )  # the last, False, is for the dead, whose place is -1
            good = wanted[np.minimum(places, len(wanted) - 1)]
            count = np.count_nonzero(good)
            led = self.graphs.covered(self._scopes, places, allow) if count > graphs.MANY else None
        rows = np.flatnonzero(good) if led is None else self._candidates(direction, good, led, most)
        best = _best(vectors, rows, direction, most)
        return [(int(keys[row]), score) for row, score in best]

    def _candidates(self, direction: Directions, good: Flags, led: Any, most: int) -> graphs.Rows:
        """Rows among which the nearest are: what graphs lead to, and all that none leads to."""
        rows = [np.flatnonzero(good & (led < 0))]
        for graph in range(len(self.graphs)):
            mine = good & (led == graph)
            if mine.any():
                found = self.graphs.near(graph, direction, mine, most)
                rows.append(np.flatnonzero(mine) if found is None else found)
        return np.concatenate(rows)

    def size(self) -> int:
        """How many rows there are, dead ones too: it grows with each that is written."""
        return len(self._places) if self._folder is None else self._rows_in("places.i32", 4)

    # Writing ------------------------------------------------------------------------------------------------------

    def knows(self, said: Said) -> bool:
        """Whether the direction of the text is here. Its scope is brought up to date by the way."""
        with self._lock:
            row = self._rows().get(number(said.key))
            if row is None:
                return False
            same = int(self._digests[row]) == number(said.text)
            self._places[row] = self._scopes.places([said.scope])[0] if same else DEAD
            return same

    def __len__(self) -> int:
        with self._lock:
            return len(self._rows())

    def add(self, said: Sequence[Said], directions: Directions) -> None:
        """New rows; older ones of the same cards are dead."""
        with self._lock:
            self.drop([one.key for one in said])
            places = np.array(self._scopes.places([one.scope for one in said]), np.int32)
            keys = np.array([number(one.key) for one in said], np.int64)
            parts = (
                ("vectors.f32", directions.astype(np.float32)),
                ("keys.i64", keys),
                ("digests.i64", np.array([number(one.text) for one in said], np.int64)),
                ("places.i32", places),  # the last: its length says how many rows there are
            )
            first = len(self._places)
            if self._folder is None:
                self._vectors = np.vstack([self._vectors, parts[0][1]])
                self._keys, self._digests = np.append(self._keys, keys), np.append(self._digests, parts[2][1])
                self._places = np.append(self._places, places)
            else:
                for name, values in parts:
                    with (self._folder / name).open("ab") as file:
                        file.write(np.ascontiguousarray(values).tobytes())
                self._look()
            rows = self._rows()
            rows.update({int(key): first + n for n, key in enumerate(keys)})

    def tend(self) -> int:
        """A piece of the work on graphs. Returns how many directions it met; 0 when there is nothing to do."""
        with self._lock:
            self._look()
            return self.graphs.tend(self._scopes, self._places, self._vectors)

    def drop(self, keys: Sequence[str]) -> None:
        """These cards are not found any more."""
        with self._lock:
            rows = self._rows()
            for key in keys:
                row = rows.pop(number(key), None)
                if row is not None:
                    self._places[row] = DEAD

    def _rows(self) -> dict[int, int]:
        if self._row_of is None:
            self._mend()
            self._look()
            self._places[self._places >= len(self._scopes)] = DEAD  # their scope never came to the disk
            self._row_of = {int(key): row for row, key in enumerate(self._keys) if self._places[row] != DEAD}
        return self._row_of

    # Files --------------------------------------------------------------------------------------------------------

    def _mend(self) -> None:
        """Cut off what a killed writer left half done."""
        if self._folder is None:
            return
        self._scopes.mend()
        rows = min(self._rows_in(name, width) for name, width in _WIDTHS.items())
        for name, width in _WIDTHS.items():
            path = self._folder / name
            if path.exists() and path.stat().st_size != rows * width:
                with path.open("r+b") as file:
                    file.truncate(rows * width)

    def _rows_in(self, name: str, width: int) -> int:
        try:
            return (self._folder / name).stat().st_size // width if self._folder else 0
        except FileNotFoundError:
            return 0

    def _look(self) -> None:
        """See what the writer added since."""
        if self._folder is None:
            return
        with self._lock:
            rows = self._rows_in("places.i32", 4)
            if rows != len(self._places):
                self._vectors = self._mapped("vectors.f32", np.float32, rows * SIZE, "r").reshape(rows, SIZE)
                self._keys = self._mapped("keys.i64", np.int64, rows, "r")
                self._digests = self._mapped("digests.i64", np.int64, rows, "r")
                self._places = self._mapped("places.i32", np.int32, rows, "r+")
            self._scopes.look()  # after the rows, which come last

    def _mapped(self, name: str, kind: Any, count: int, mode: Any) -> Any:
        if not count or self._folder is None:
            return np.zeros(0, kind)
        return np.memmap(self._folder / name, dtype=kind, mode=mode, shape=(count,))


def _best(vectors: Directions, rows: Any, direction: Directions, most: int) -> list[tuple[int, float]]:
    """The rows with the highest cosines, highest first."""
    if not len(rows):
        return []
    near = vectors @ direction if len(rows) * 2 > len(vectors) else vectors[rows] @ direction
    scores = near[rows] if len(near) != len(rows) else near
    best = np.argpartition(-scores, min(most, len(rows) - 1))[:most]
    best = best[np.argsort(-scores[best], kind="stable")]
    return [(int(rows[at]), float(scores[at])) for at in best]


_WIDTHS = {"vectors.f32": SIZE * 4, "keys.i64": 8, "digests.i64": 8, "places.i32": 4}
