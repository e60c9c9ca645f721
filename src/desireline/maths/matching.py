"""Groups found anew are the old ones where most of their members agree."""

from collections import Counter
from collections.abc import Mapping, Sequence

LEAST = 0.3  # overlap from which a new group is an old one


def match(
    old: Mapping[int, set[int]], new: Sequence[set[int]], *, least: float = LEAST
) -> list[tuple[int, float] | None]:
    """For each new group the old one (its key) that it continues, and their overlap 0..1, or None.

    Overlap is the shared members over the union (Jaccard), among members that both times know: who came or went since
    says nothing about identity. Best overlaps first, each old group continues once.
    """
    everyone_then = set().union(*old.values()) if old else set()
    everyone_now = set().union(*new) if new else set()
    both = everyone_then & everyone_now
    of = {member: key for key, members in old.items() for member in members if member in both}
    sizes = Counter(of.values())
    pairs = []
    for place, members in enumerate(new):
        known = members & both
        for key, shared in Counter(of[member] for member in known).items():
            pairs.append((shared / (len(known) + sizes[key] - shared), place, key))
    found: list[tuple[int, float] | None] = [None] * len(new)
    taken: set[int] = set()
    for overlap, place, key in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if overlap >= least and found[place] is None and key not in taken:
            found[place] = (key, overlap)
            taken.add(key)
    return found
