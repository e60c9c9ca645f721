"""Graphs of near neighbours, where comparing with every direction would take too long.

One for each allow token that very many cards have, for readers who have it: so no graph leads through cards that a
reader may not find, and what is hidden changes nothing. A card stands in the graph of its rarest such token. A graph
holds directions in a byte a number and finds candidates; they are compared exactly. Cards that are newer than their
graph are compared one by one until it is renewed. It is drawn in pieces by the process that writes, and read from a
shared file by all others; all of it can be made again.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from desireline.engines.search.embedded.scopes import Flags, Scopes
from desireline.engines.search.files import replace
from desireline.engines.search.said import number

SIZE = 384
MANY = 50_000  # directions that are compared one by one: more would take most of what a look may cost
STALE = 0.1  # of a graph's directions may be missing or dead before it is renewed
OVER = 4  # candidates for each card that is wanted
MOST_ASKED = 4096  # candidates before a filter is answered by comparing after all
SEARCHED = 128  # nodes that a question keeps in view
PIECE = 500  # directions that are added at a time
Rows = np.ndarray[Any, np.dtype[np.int64]]


def _empty() -> Any:
    """A graph, or None without the library."""
    try:
        from usearch.index import Index
    except ImportError:
        return None
    return Index(
        ndim=SIZE, metric="cos", dtype="i8", connectivity=16, expansion_add=128, expansion_search=SEARCHED
    )


@dataclass(slots=True)
class _Drawing:
    token: str
    graph: Any
    rows: Rows
    done: int = 0


@dataclass(slots=True)
class Graphs:
    """`folder` None: there are none."""

    folder: Path | None
    _read: int = 0
    _graphs: list[Any] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)  # of the graph of each token
    _drawn: Any = field(default_factory=lambda: np.zeros(0, np.int16))  # the graph of each row, -1 for none
    _drawing: _Drawing | None = None
    _looked_at: int = -1

    # Asking -------------------------------------------------------------------------------------------------------

    def covered(self, scopes: Scopes, places: Any, allow: Container[str] | None = None) -> Any:
        """The number of the graph that leads to each row, -1 for rows that must be compared.

        Of the graphs of these tokens, or of all. A row that lost the token of its graph is not led to."""
        self._look()
        if len(self._drawn) < len(places):
            fresh = np.full(len(places) - len(self._drawn), -1, np.int16)
            self._drawn = np.concatenate([self._drawn, fresh])
        drawn, found = self._drawn[: len(places)], np.full(len(places), -1, np.int16)
        for token, graph in self._numbers.items():
            if allow is None or token in allow:
                found[(drawn == graph) & _of(scopes.readable((token,)), places)] = graph
        return found

    def near(self, graph: int, direction: Any, good: Flags, most: int) -> Rows | None:
        """Candidates among the good rows, more than enough; None where so few are good that comparing is better."""
        index, asked = self._graphs[graph], most * OVER
        while asked <= MOST_ASKED:
            rows = index.search(direction, min(asked, len(index))).keys.astype(np.int64)
            rows = rows[rows < len(good)]
            found: Rows = rows[good[rows]]
            if len(found) >= most or asked >= len(index):
                return found
            asked *= 4
        return None

    def _look(self) -> None:
        if self.folder is None:
            return
        try:
            read = (self.folder / "graphs.json").stat().st_mtime_ns
        except FileNotFoundError:
            return
        if read == self._read or (empty := _empty()) is None:
            return
        graphs: list[Any] = []
        numbers: dict[str, int] = {}
        drawn = np.zeros(0, np.int16)
        for token, name in orjson.loads((self.folder / "graphs.json").read_bytes()):
            graph = type(empty).restore(str(self.folder / name), view=True)
            graph.expansion_search = SEARCHED
            rows = np.asarray(graph.keys).astype(np.int64)
            drawn = np.concatenate([drawn, np.full(max(0, int(rows.max()) + 1 - len(drawn)), -1, np.int16)])
            drawn[rows] = numbers[token] = len(graphs)
            graphs.append(graph)
        self._graphs, self._numbers, self._drawn, self._read = graphs, numbers, drawn, read

    def __len__(self) -> int:
        return len(self._graphs)

    # Drawing ------------------------------------------------------------------------------------------------------

    def tend(self, scopes: Scopes, places: Any, vectors: Any) -> int:
        """A piece of what is to be drawn. Returns how many directions; 0 when all is as it should be."""
        if self.folder is None:
            return 0
        if self._drawing is None:
            if self._looked_at == len(places):
                return 0
            self._looked_at = len(places)
            self._drawing = self._wanted(scopes, places)
        return self._draw(self._drawing, vectors) if self._drawing else 0

    def _wanted(self, scopes: Scopes, places: Any) -> _Drawing | None:
        if len(places) < MANY or (graph := _empty()) is None:
            return None
        covered = self.covered(scopes, places)
        many = sorted((n, token) for token, n in scopes.counts(places).items() if n >= MANY)
        home = np.full(len(scopes) + 1, -1, np.int32)
        for n, (_count, token) in reversed(list(enumerate(many))):
            home[scopes.readable((token,))] = n
        for n, (_count, token) in enumerate(many):
            rows = np.flatnonzero(_of(home, places) == n)
            if len(rows) < MANY:
                continue
            known = self._numbers.get(token)
            held = len(self._graphs[known]) if known is not None else 0
            led = int(np.count_nonzero(covered[rows] == known)) if held else 0
            if held - led > STALE * held or not held:
                return _Drawing(token, graph, rows)
            if len(rows) - led > STALE * len(rows):
                graph.load(str(self.folder / _name(token)))  # type: ignore[operator]
                return _Drawing(token, graph, rows[covered[rows] != known])
        return None

    def _draw(self, drawing: _Drawing, vectors: Any) -> int:
        rows = drawing.rows[drawing.done : drawing.done + PIECE]
        drawing.graph.add(rows, np.ascontiguousarray(vectors[rows], np.float32), threads=1)
        drawing.done += len(rows)
        if drawing.done >= len(drawing.rows):
            self._keep(drawing)
            self._drawing, self._looked_at = None, -1
        return len(rows)

    def _keep(self, drawing: _Drawing) -> None:
        assert self.folder is not None  # noqa: S101 - nothing is drawn without one
        replace(self.folder / _name(drawing.token), lambda path: drawing.graph.save(str(path)))
        tokens = dict.fromkeys([*self._numbers, drawing.token])
        lines = orjson.dumps([[token, _name(token)] for token in tokens])
        replace(self.folder / "graphs.json", lambda path: path.write_bytes(lines))


def _of(scopes: Any, places: Any) -> Any:
    """What is said of scopes, for rows; the last of them is for the dead, and for scopes that were not read yet."""
    return scopes[np.minimum(places, len(scopes) - 1)]


def _name(token: str) -> str:
    return f"{number(token) & 0xFFFFFFFFFFFFFFFF:016x}.graph"
