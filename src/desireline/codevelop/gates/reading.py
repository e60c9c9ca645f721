"""The gate before a project: what is asked, what lies on the table, what the raters say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desireline.codevelop.gates.models import Delivered, Onlooker, Score
from desireline.codevelop.gates.rules import FEW, Line, Mark, Votes, lines, overall, votes
from desireline.codevelop.projects.models import Visit
from desireline.codevelop.stages.models import Criterion, Deliverable

if TYPE_CHECKING:
    from desireline.people.identity.api import Person


@dataclass(frozen=True, slots=True)
class Note:
    """Why a rater gave what they gave."""

    name: str
    hue: int
    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """What all raters of a visit say together. `unmet`: musts that most say are not met."""

    raters: int
    musts: Sequence[tuple[Criterion, Votes | None]]
    shoulds: Sequence[tuple[Criterion, Line | None]]
    overall: Line | None
    notes: Mapping[int, Sequence[Note]] = field(default_factory=dict)

    @property
    def unmet(self) -> list[Criterion]:
        return [criterion for criterion, found in self.musts if found and found.unmet]

    @property
    def few(self) -> bool:
        """Whether so few raters are little evidence."""
        return self.raters < FEW

    @property
    def clear(self) -> bool:
        """Whether a go needs no further word: somebody rated, and no must is unmet by most."""
        return self.raters > 0 and not self.unmet


@dataclass(frozen=True, slots=True)
class Item:
    """A deliverable, and who said when that it is there."""

    deliverable: Deliverable
    done: Delivered | None


@dataclass(frozen=True, slots=True)
class Gate:
    visit: Visit
    musts: Sequence[Criterion]
    shoulds: Sequence[Criterion]
    items: Sequence[Item]
    mine: Mapping[int, Score]
    waiting: int
    onlooker: bool
    card: Card | None

    @property
    def open(self) -> bool:
        """Whether the reader may see what others gave."""
        return self.card is not None


def criteria_of(visit: Visit) -> list[Criterion]:
    """What is asked at the gate after the stage of the visit."""
    return list(Criterion.objects.filter(stage=visit.stage_id, archived__isnull=True))


def items_of(visit: Visit) -> list[Item]:
    """The deliverables of the stage, in their order."""
    done = {row.deliverable_id: row for row in Delivered.objects.filter(visit=visit).select_related("by")}
    wanted = Deliverable.objects.filter(stage=visit.stage_id, archived__isnull=True)
    return [Item(one, done.get(one.pk)) for one in wanted]


def card_of(visit: Visit, criteria: Sequence[Criterion] | None = None, *, notes: bool = False) -> Card:
    """The scores of all raters of a visit, taken together. `notes`: with what they wrote beside."""
    asked = criteria_of(visit) if criteria is None else criteria
    return _card(list(_scores(visit)), asked, notes=notes)


def gate_of(visit: Visit, person: Person) -> Gate:
    """The gate for one person of the team: others' scores only after one's own, so that nobody is anchored."""
    asked, rows = criteria_of(visit), list(_scores(visit))
    mine = {row.criterion_id: row for row in rows if row.rater_id == person.pk}
    onlooker = not mine and Onlooker.objects.filter(visit=visit, person=person).exists()
    return Gate(
        visit=visit,
        musts=[one for one in asked if one.must],
        shoulds=[one for one in asked if not one.must],
        items=items_of(visit),
        mine=mine,
        waiting=len({row.rater_id for row in rows}),
        onlooker=onlooker,
        card=_card(rows, asked, notes=True) if mine or onlooker else None,
    )


def sees_scores(visit: Visit, person: Person) -> bool:
    """Whether the person may see what was given at a visit: once it is over, or when they gave theirs."""
    if visit.left is not None or Score.objects.filter(visit=visit, rater=person).exists():
        return True
    return Onlooker.objects.filter(visit=visit, person=person).exists()


def _scores(visit: Visit) -> Any:
    return Score.objects.filter(visit=visit).select_related("rater").order_by("id")


def _card(rows: Sequence[Score], asked: Sequence[Criterion], *, notes: bool) -> Card:
    known = {one.pk for one in asked}
    marks = [Mark(row.criterion_id, row.rater_id, row.value) for row in rows if row.criterion_id in known]
    musts = {one.pk for one in asked if one.must}
    met = votes(mark for mark in marks if mark.criterion in musts)
    found = lines(mark for mark in marks if mark.criterion not in musts)
    return Card(
        raters=len({mark.rater for mark in marks}),
        musts=[(one, met.get(one.pk)) for one in asked if one.must],
        shoulds=[(one, found.get(one.pk)) for one in asked if not one.must],
        overall=overall(marks, {one.pk: one.weight for one in asked if not one.must}),
        notes=_notes(rows) if notes else {},
    )


def _notes(rows: Sequence[Score]) -> dict[int, list[Note]]:
    found: dict[int, list[Note]] = defaultdict(list)
    for row in rows:
        if row.note:
            found[row.criterion_id].append(
                Note(row.rater.shown_name, row.rater.hue_index, row.value, row.note)
            )
    return dict(found)
