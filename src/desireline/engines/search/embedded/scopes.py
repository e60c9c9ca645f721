"""Who may find the cards that have a direction, and what these are filtered by: a table that only grows.

A *scope* is a set of allow tokens (a group), a type and facets (a kind). Where accounts are very many, groups are too:
so questions are answered by arrays, and what is new is appended to the file, a line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from desireline.engines.search.said import Scope

Flags = np.ndarray[Any, np.dtype[np.bool_]]


class Scopes:
    """Numbered as they came. `path` None keeps them in memory. Callers see to it that one thread at a time is here."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._read = 0  # bytes of the file
        self._table = np.zeros((2, 0), np.int32)  # the group and the kind of each
        self._groups: dict[frozenset[str], int] = {}
        self._kinds: dict[tuple[str, frozenset[str]], int] = {}
        self._by_token: dict[str, list[int]] = {}  # groups
        self._by_type: dict[str, list[int]] = {}  # kinds
        self._by_facet: dict[str, list[int]] = {}
        self._places: dict[int, int] | None = None  # of the writer alone

    def __len__(self) -> int:
        return self._table.shape[1]

    # Asking -------------------------------------------------------------------------------------------------------

    def readable(self, allow: Iterable[str], types: Sequence[str] = (), facets: Sequence[str] = ()) -> Flags:
        """For each scope whether it has one of the tokens, one of the types and all facets; False at the end."""
        groups = _flags(len(self._groups), *(self._by_token.get(token, []) for token in allow if token))
        kinds = np.ones(len(self._kinds), bool)
        if types:
            kinds = _flags(len(kinds), *(self._by_type.get(kind, []) for kind in types))
        for facet in facets:
            kinds &= _flags(len(kinds), self._by_facet.get(facet, []))
        return np.append(groups[self._table[0]] & kinds[self._table[1]], False)

    def counts(self, places: Any) -> dict[str, int]:
        """How many of these places each token may find."""
        alive = places[(places >= 0) & (places < len(self))]
        found = np.bincount(self._table[0][alive], minlength=len(self._groups))
        return {token: int(found[groups].sum()) for token, groups in self._by_token.items()}

    # Reading and writing ------------------------------------------------------------------------------------------

    def look(self) -> None:
        """See what was appended since."""
        if self._path is None or not self._path.exists() or self._path.stat().st_size == self._read:
            return
        with self._path.open("rb") as file:
            file.seek(self._read)
            lines = file.read()
        whole = lines[: lines.rfind(b"\n") + 1]
        self._take(
            Scope(frozenset(allow), kind, frozenset(facets))
            for allow, kind, facets in map(orjson.loads, whole.splitlines())
        )
        self._read += len(whole)

    def mend(self) -> None:
        """Cut off the line that a killed writer left half done."""
        self.look()
        if self._path is not None and self._path.exists() and self._path.stat().st_size != self._read:
            with self._path.open("r+b") as file:
                file.truncate(self._read)

    def places(self, scopes: Sequence[Scope]) -> list[int]:
        """The number of each; new ones get the next."""
        self.look()
        known = self._known()
        new = [one for one in dict.fromkeys(scopes) if self._pair(one) not in known]
        if new and self._path is not None:
            lines = b"".join(orjson.dumps(one.as_json()) + b"\n" for one in new)
            with self._path.open("ab") as file:
                file.write(lines)
            self._read += len(lines)
        self._take(new)
        known = self._known()
        return [known[self._pair(one)] for one in scopes]

    def _take(self, scopes: Iterable[Scope]) -> None:
        pairs = [self._numbered(scope) for scope in scopes]
        if not pairs:
            return
        if self._places is not None:
            self._places.update({_pair(*pair): len(self) + n for n, pair in enumerate(pairs)})
        self._table = np.concatenate([self._table, np.array(pairs, np.int32).T], axis=1)

    def _numbered(self, scope: Scope) -> tuple[int, int]:
        kind = scope.type, scope.facets
        if scope.allow not in self._groups:
            self._groups[scope.allow] = len(self._groups)
            for token in scope.allow:
                self._by_token.setdefault(token, []).append(self._groups[scope.allow])
        if kind not in self._kinds:
            self._kinds[kind] = len(self._kinds)
            self._by_type.setdefault(scope.type, []).append(self._kinds[kind])
            for facet in scope.facets:
                self._by_facet.setdefault(facet, []).append(self._kinds[kind])
        return self._groups[scope.allow], self._kinds[kind]

    def _known(self) -> dict[int, int]:
        if self._places is None:
            self._places = {_pair(group, kind): n for n, (group, kind) in enumerate(self._table.T.tolist())}
        return self._places

    def _pair(self, scope: Scope) -> int:
        return _pair(self._groups.get(scope.allow, -1), self._kinds.get((scope.type, scope.facets), -1))


def _pair(group: int, kind: int) -> int:
    return group << 32 | kind if group >= 0 <= kind else -1


def _flags(count: int, *chosen: Sequence[int]) -> Flags:
    found = np.zeros(count, bool)
    for one in chosen:
        found[np.asarray(one, np.intp)] = True
    return found
