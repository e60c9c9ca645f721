"""Pairs that wait, as one member of the team may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desireline.kit.paging.api import Page, decode, page_of
from desireline.listen.closeness.api import thresholds
from desireline.listen.ideas.models import Idea
from desireline.listen.twins.models import Twin
from desireline.listen.twins.rules import Group, Pair, groups, settled
from desireline.people.identity.api import Person

SIZE = 10
MOST = 2000  # closest pairs that are looked at for a page
VIEWS = {"": Twin.State.WAITING, "later": Twin.State.LATER, "different": Twin.State.DIFFERENT}


@dataclass(frozen=True, slots=True)
class Shown:
    """A group with its ideas, the one that stays by default first."""

    ideas: Sequence[Idea]
    rows: tuple[int, ...]


def count(person: Person, *, view: str = "") -> int:
    """How many groups wait for this person."""
    return len(_groups(person, view)[0])


def page(person: Person, *, view: str = "", board: str = "", cursor: str | None = None) -> Page[Shown]:
    """Groups with at least one idea on the board (all boards without one), the closest first."""
    found, seen = _groups(person, view)
    if board:
        found = [group for group in found if any(seen[pk][2] == board for pk in group.ideas)]
    rest = _after(found, cursor)
    part = page_of(rest[: SIZE + 1], size=SIZE, key=lambda group: [group.rows[0]])
    ids = [pk for group in part.rows for pk in group.ideas]
    rows = Idea.objects.select_related("board").filter(pk__in=ids)
    ideas = {idea.pk: idea for idea in rows}
    return Page([Shown([ideas[pk] for pk in group.ideas], group.rows) for group in part.rows], part.next)


def _after(found: Sequence[Group], cursor: str | None) -> Sequence[Group]:
    """What comes after the group of that row; from the start if it is gone meanwhile."""
    after = decode(cursor, length=1)
    at = next((n for n, group in enumerate(found) if after and group.rows[0] == after[0]), -1)
    return found[at + 1 :]


def _groups(person: Person, view: str) -> tuple[list[Group], Mapping[int, tuple[int, int, str]]]:
    """All groups, and of their ideas: support, board and its slug. Three queries."""
    fields = ("pk", "closeness", "first_id", "first__merged_into_id", "second_id", "second__merged_into_id")
    rows = list(
        Twin.objects.filter(state=VIEWS[view]).order_by("-closeness", "-pk").values_list(*fields)[:MOST]
    )
    root: dict[int, int] = {}
    for _pk, _near, one, one_in, other, other_in in rows:
        root[one], root[other] = one_in or one, other_in or other
    seen = _seen(person, set(root.values()))
    root = {pk: to for pk, to in root.items() if to in seen}
    pairs = settled((Pair(one, other, near, (pk,)) for pk, near, one, _in, other, _to in rows), root)
    if view == "":
        told_apart = _told_apart(set(root.values())) if pairs else set()
        pairs = [
            pair
            for pair in pairs
            if (pair.one, pair.other) not in told_apart
            and pair.closeness >= min(_line(pair.one, seen), _line(pair.other, seen))
        ]
    return groups(pairs, {pk: kept[0] for pk, kept in seen.items()}), seen


def _told_apart(ids: set[int]) -> set[tuple[int, int]]:
    """Pairs of these that were called different, whatever was merged into them since."""
    rows = Twin.objects.filter(state=Twin.State.DIFFERENT, first__in=ids, second__in=ids)
    return set(rows.values_list("first_id", "second_id"))


def _line(idea: int, seen: Mapping[int, tuple[int, int, str]]) -> float:
    return thresholds(seen[idea][1]).preselect


def _seen(person: Person, ids: Iterable[int]) -> dict[int, tuple[int, int, str]]:
    wanted: Any = Idea.objects.visible_to(person).filter(
        pk__in=list(ids), state=Idea.State.PUBLISHED, archived=False
    )
    rows = wanted.values_list("pk", "votes", "imported_votes", "board_id", "board__slug")
    return {pk: (votes + imported, board, slug) for pk, votes, imported, board, slug in rows}
