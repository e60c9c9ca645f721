"""The forest of merged ideas: pure rules over `parent` (child id -> id of what it was joined to)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def root_of(idea: int, parent: Mapping[int, int]) -> int:
    """Where the chain of merges ends. Circles cannot be, and are a ValueError."""
    seen = {idea}
    while idea in parent:
        idea = parent[idea]
        if idea in seen:
            raise ValueError("merges in a circle")
        seen.add(idea)
    return idea


def below(idea: int, parent: Mapping[int, int]) -> set[int]:
    """The idea and all that were joined to it, directly or through others."""
    found = {idea}
    fresh = {idea}
    while fresh:
        fresh = {child for child, to in parent.items() if to in fresh} - found
        found |= fresh
    return found


def words_go(source_audience: int, target_audience: int, *, public: int) -> bool:
    """Whether words may go along: readers of the target see nothing that the source's audience kept from them."""
    return source_audience in (target_audience, public)


def stays(ideas: Iterable[tuple[int, int]]) -> int:
    """Which of these (id, support) the others best go into: the most supported one, the oldest of those."""
    return max(ideas, key=lambda one: (one[1], -one[0]))[0]
