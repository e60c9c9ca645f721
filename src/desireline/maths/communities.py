"""Communities of a graph by the Leiden algorithm (Traag, Waltman and van Eck 2019), from a compiled library."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

SEED, TRIALS, ITERATIONS = 7, 2, 2


def communities(
    edges: Mapping[tuple[int, int], float], size: int, *, resolution: float = 1.0, smallest: int = 1
) -> NDArray[np.int64]:
    """The community of each of `size` nodes, the largest first (0), or -1 for those in none.

    `edges` have weights > 0; a higher `resolution` gives more and smaller communities. Nodes without edges, and
    communities of fewer than `smallest` nodes, are in none. The same graph always gives the same answer.
    """
    found = np.full(size, -1, dtype=np.int64)
    if not edges:
        return found
    from graspologic_native import leiden

    given = [(str(one), str(other), float(weight)) for (one, other), weight in edges.items()]
    _modularity, label = leiden(
        given,
        starting_communities=None,
        resolution=resolution,
        randomness=0.001,
        iterations=ITERATIONS,
        use_modularity=True,
        seed=SEED,
        trials=TRIALS,
    )
    for node, community in label.items():
        found[int(node)] = community
    return by_size(found, smallest=smallest)


def by_size(labels: NDArray[np.int64], *, smallest: int = 1) -> NDArray[np.int64]:
    """Labels anew by size (0 is the largest, ties by their first node); smaller ones than `smallest` become -1."""
    seen, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(
        (place for place in range(len(seen)) if seen[place] >= 0 and counts[place] >= smallest),
        key=lambda place: (-counts[place], first[place]),
    )
    new = {int(seen[place]): number for number, place in enumerate(order)}
    return np.array([new.get(int(label), -1) for label in labels], dtype=np.int64)
