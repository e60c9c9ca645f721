"""How far two ways of grouping the same things agree."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def _table(one: Sequence[object], other: Sequence[object]) -> NDArray[np.float64]:
    if len(one) != len(other):
        raise ValueError(f"{len(one)} labels cannot be compared with {len(other)}")
    rows = {label: place for place, label in enumerate(dict.fromkeys(one))}
    columns = {label: place for place, label in enumerate(dict.fromkeys(other))}
    found = np.zeros((len(rows), len(columns)))
    np.add.at(found, ([rows[label] for label in one], [columns[label] for label in other]), 1)
    return found


def adjusted_rand(one: Sequence[object], other: Sequence[object]) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985): 1 for the same grouping, about 0 for chance."""
    table = _table(one, other)

    def pairs(counts: NDArray[np.float64]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    every = len(one) * (len(one) - 1) / 2
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def mutual_information(one: Sequence[object], other: Sequence[object]) -> float:
    """Normalised mutual information (arithmetic mean of the entropies), 0..1."""
    table = _table(one, other) / max(len(one), 1)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    filled = table > 0
    shared = float((table[filled] * np.log(table[filled] / np.outer(rows, columns)[filled])).sum())
    entropy = -float((rows * np.log(rows)).sum() + (columns * np.log(columns)).sum()) / 2
    return 1.0 if entropy <= 0 else shared / entropy


def purity(groups: Sequence[object], truth: Sequence[object]) -> float:
    """The share of things that lie in a group whose commonest label is theirs."""
    return float(_table(groups, truth).max(axis=1).sum()) / max(len(groups), 1)
