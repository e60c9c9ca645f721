"""The steps that somebody can take between being asked and having left, and who is counted for which quota."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

STEPS: dict[str, tuple[frozenset[str], str]] = {
    "invite": (frozenset({"", "declined", "left", "refused"}), "invited"),
    "apply": (frozenset({"", "declined", "left"}), "applied"),
    "join": (frozenset({"", "declined", "left", "invited"}), "joined"),  # through an open call
    "accept": (frozenset({"applied", "refused"}), "joined"),  # the team accepts who applied
    "refuse": (frozenset({"applied"}), "refused"),
    "say_yes": (frozenset({"invited"}), "joined"),
    "decline": (frozenset({"invited", "applied"}), "declined"),
    "leave": (frozenset({"joined"}), "left"),
}
"""For each step: from which states (empty: nothing yet), and to which."""


def can(step: str, state: str) -> bool:
    """Whether the step leads on from the state."""
    return state in STEPS[step][0]


def steps_from(state: str) -> list[str]:
    return [name for name, (before, _after) in STEPS.items() if state in before]


@dataclass(frozen=True, slots=True)
class Filled:
    """A quota (`id`) of a segment, its places, how many are counted for it, and whether it is never passed."""

    id: int
    audience: int
    places: int
    firm: bool
    counted: int

    @property
    def full(self) -> bool:
        return self.counted >= self.places

    @property
    def free(self) -> int:
        return max(self.places - self.counted, 0)


def counted_for(
    quotas: Sequence[Filled], segments: Collection[int], *, places: int | None, members: int
) -> tuple[bool, int | None]:
    """Whether somebody of these segments finds a place, and for which quota (id, or None) they are counted.

    Of several that fit, the one that is furthest from full counts them. Free places of firm quotas are kept for those
    whom they are meant for; who fits none takes one of the others.
    """
    if places is not None and members >= places:
        return False, None
    fitting = [one for one in quotas if one.audience in segments]
    roomy = [one for one in fitting if not one.full]
    if roomy:
        best = min(roomy, key=lambda one: (one.counted / one.places, one.id))
        return True, best.id
    soft = [one for one in fitting if not one.firm]
    if soft:
        return True, soft[0].id
    if fitting:
        return False, None
    kept = sum(one.free for one in quotas if one.firm)
    return places is None or members + kept < places, None
