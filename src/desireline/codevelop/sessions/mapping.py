"""The scenario map that several people fill in at once.

Who saves says which version of the cell they began from. If somebody was faster, nothing is written over: what was sent
is kept in the history beside the newer text, and the person chooses between the two or joins them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.sessions.models import MapCell, MapEdit, MapReader, MapStep, Session
from desireline.codevelop.sessions.planning import touch
from desireline.futures.outcomes.api import CustomerScenario
from desireline.kit.errors import Refused

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

Row = MapCell.Row
LONGEST, MOST = 2000, 30
HERE = timedelta(seconds=30)  # who was seen within it is here
QUIET = timedelta(seconds=10)  # a sign of life is written once in it


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save. With a `conflict`, `cell` holds what somebody else wrote meanwhile, and the edit lies beside
    it."""

    cell: MapCell
    edit: MapEdit
    conflict: bool = False


@transaction.atomic
def begin(session: Session, *, by: Person) -> list[MapStep]:
    """The columns of the map, from the steps of its scenario or three empty ones when there are none yet."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if not MapStep.objects.filter(session=session).exists():
        sources = (
            list(CustomerScenario.objects.get(pk=session.scenario_id).steps.all())
            if session.scenario_id
            else []
        )
        for number in range(max(3, len(sources))):
            source = sources[number] if number < len(sources) else None
            step = MapStep.objects.create(session=session, source=source, position=number, by=by)
            if source is not None:
                _first(step, Row.DOES, source.text, by)
                _first(step, Row.CONDITIONS, source.conditions, by)
                _first(step, Row.TRUTH, _("Here it can fail.") if source.moment_of_truth else "", by)
        touch(session, "map_version")
    return steps(session)


def _first(step: MapStep, row: str, text: str, by: Person) -> None:
    if text.strip():
        save(step, row=row, text=text, began=0, by=by)


def steps(session: Session) -> list[MapStep]:
    """The columns in their order, with their cells."""
    rows = MapStep.objects.filter(session=session, removed_at__isnull=True)
    return list(rows.order_by("position", "id").prefetch_related("cells__by"))


@transaction.atomic
def save(step: MapStep, *, row: str, text: str, began: int, by: Person) -> Saved:
    """Write into a cell what was begun from its version `began`. Every text is kept in the history, also one that
    came too late."""
    if row not in Row.values:
        raise Refused(_("There is no such row."))
    said = text.replace("\r\n", "\n").strip()[:LONGEST]
    cell, _made = MapCell.objects.get_or_create(step=step, row=row)
    cell = MapCell.objects.select_for_update(of=("self",)).select_related("by").get(pk=cell.pk)
    if said == cell.text:
        current = MapEdit.objects.filter(cell=cell, version=cell.version).first()
        return Saved(cell, current or MapEdit(cell=cell, text=said, version=cell.version))
    if began != cell.version:
        beside = MapEdit.objects.create(cell=cell, text=said, version=None, began=began, by=by)
        return Saved(cell, beside, conflict=True)
    cell.text, cell.version, cell.by, cell.changed = said, cell.version + 1, by, timezone.now()
    cell.save()
    edit = MapEdit.objects.create(cell=cell, text=said, version=cell.version, began=began, by=by)
    touch(step.session, "map_version")
    return Saved(cell, edit)


@transaction.atomic
def add_step(session: Session, *, by: Person, after: int | None = None) -> MapStep:
    """A new column, at the end or after another (its id)."""
    rows = steps(session)
    if len(rows) >= MOST:
        raise Refused(_("A map has at most %(n)s steps. Split the scenario.") % {"n": MOST})
    last = MapStep.objects.filter(session=session).aggregate(last=Max("position"))["last"]
    made = MapStep.objects.create(session=session, position=(last or 0) + 1, by=by)
    at = next((n for n, one in enumerate(rows) if one.pk == after), len(rows) - 1)
    _order([*rows[: at + 1], made, *rows[at + 1 :]])
    touch(session, "map_version")
    return made


@transaction.atomic
def move_step(step: MapStep, *, by: Person, way: str) -> None:
    """One place on ("later") or back ("earlier")."""
    rows = steps(step.session)
    at = next((n for n, one in enumerate(rows) if one.pk == step.pk), None)
    to = None if at is None else at + (1 if way == "later" else -1)
    if at is None or to is None or not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    _order(rows)
    touch(step.session, "map_version")


@transaction.atomic
def remove_step(step: MapStep, *, by: Person) -> None:
    """Take a column away with all that is in it; `restore_step` brings it back."""
    MapStep.objects.filter(pk=step.pk, removed_at__isnull=True).update(removed_at=timezone.now())
    touch(step.session, "map_version")


@transaction.atomic
def restore_step(step: MapStep, *, by: Person) -> None:
    MapStep.objects.filter(pk=step.pk).update(removed_at=None)
    touch(step.session, "map_version")


def _order(rows: list[MapStep]) -> None:
    for number, one in enumerate(rows):
        one.position = number
    MapStep.objects.bulk_update(rows, ["position"])


def see(session: Session, person: Person, now: datetime | None = None) -> list[str]:
    """Note that the person has the map open, and say who else does: their names."""
    now = now or timezone.now()
    fresh = MapReader.objects.filter(session=session, person=person, seen__gt=now - QUIET)
    if not fresh.exists():
        MapReader.objects.update_or_create(session=session, person=person, defaults={"seen": now})
    rows = MapReader.objects.filter(session=session, seen__gt=now - HERE).exclude(person=person)
    return [one.person.shown_name for one in rows.select_related("person").order_by("person__name", "id")]


def history(step: MapStep, row: str) -> list[MapEdit]:
    """All that was written into a cell, the newest first."""
    rows = MapEdit.objects.filter(cell__step=step, cell__row=row).select_related("by")
    return list(rows.order_by("-id")[:200])
