"""What shows that somebody has a part in a project. Features say it through `EVIDENCE`, in their setup.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desireline.codevelop.projects.api import Project
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

__all__ = ["EVIDENCE", "Evidence", "Found", "Shown", "found_in", "shown_of"]


@dataclass(frozen=True, slots=True)
class Found:
    """A person has a part in a project, in a role of `models.Part`; `row` is the id of what shows it."""

    person: int
    role: str
    row: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of a piece of evidence. Without a `url` it leads nowhere."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence, of parts in these `roles`. `find` gives all of a project; `show` what the reader may see of
    some, by `Found`: what is theirs alone or the team's is left out for everybody else."""

    roles: frozenset[str]
    find: Callable[[Project], Iterable[Found]]
    show: Callable[[Project, Person | None, Sequence[Found]], Mapping[Found, Shown]]


EVIDENCE: Registry[Evidence] = Registry("evidence of a part in a release")


def found_in(project: Project, *, roles: frozenset[str] | None = None) -> dict[str, list[Found]]:
    """All evidence of a project, or that of parts in some roles, by its kind. A few queries for each kind."""
    kinds = {name: EVIDENCE[name] for name in EVIDENCE.names()}
    return {
        name: list(kind.find(project)) for name, kind in kinds.items() if roles is None or kind.roles & roles
    }


def shown_of(
    project: Project, reader: Person | None, wanted: set[tuple[int, str]]
) -> dict[tuple[int, str], list[Shown]]:
    """What the reader may see of the evidence, by person and role, for those that are `wanted`."""
    by_credit: dict[tuple[int, str], list[Shown]] = {}
    if not wanted:
        return by_credit
    for name, rows in found_in(project, roles=frozenset(role for _person, role in wanted)).items():
        ours = [row for row in rows if (row.person, row.role) in wanted]
        seen = EVIDENCE[name].show(project, reader, ours) if ours else {}
        for row in ours:
            told = by_credit.get((row.person, row.role), [])
            if row in seen and seen[row] not in told:
                by_credit[row.person, row.role] = [*told, seen[row]]
    return by_credit
