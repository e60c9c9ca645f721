"""The map becomes the scenario of the outcome, and is taken out of it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.sessions.mapping import steps
from desireline.codevelop.sessions.models import MapCell, MapTaking, Session
from desireline.futures.outcomes.api import CustomerScenario, drop_scenario, save_scenario, scenario_steps
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

Row = MapCell.Row


def from_map(session: Session) -> list[dict[str, Any]]:
    """The steps as a scenario has them: what the customer does, moments of truth, conditions."""
    found = []
    for step in steps(session):
        said = {cell.row: cell.text for cell in step.cells.all()}
        if not said.get(Row.DOES):
            continue
        found.append(
            {
                "id": step.source_id,
                "text": " ".join(said[Row.DOES].split())[:240],
                "moment_of_truth": bool(said.get(Row.TRUTH)),
                "conditions": said.get(Row.CONDITIONS, ""),
            }
        )
    return found


@transaction.atomic
def take_over(session: Session, *, by: Person) -> MapTaking:
    """Write the map into its scenario, or into a new one. `take_back` undoes it, as long as nobody changed it since."""
    must(by, Permission.EDIT_FUTURES)
    if session.project.confidential:
        raise Refused(_("The project is confidential, and a scenario is read by many. Lift that first."))
    wanted = from_map(session)
    if not wanted:
        raise Refused(_("Nothing says yet what the customer does. Fill in the first row of the map."))
    scenario = session.scenario
    before = scenario_steps(scenario) if scenario else None
    words = (
        {"title": scenario.title, "who": scenario.who, "context": scenario.context}
        if scenario
        else {"title": session.title}
    )
    written = save_scenario(session.project.outcome, by=by, steps=wanted, scenario=scenario, **words)
    Session.objects.filter(pk=session.pk).update(scenario=written)
    _sources(session, written)
    return MapTaking.objects.create(
        session=session, scenario=written, before=before, after=scenario_steps(written), by=by
    )


@transaction.atomic
def take_back(taking: MapTaking, *, by: Person) -> None:
    """The scenario is what it was. Refused once somebody changed it since."""
    must(by, Permission.EDIT_FUTURES)
    scenario = taking.scenario
    if taking.undone_at is not None or scenario is None:
        raise Refused(_("It was taken back already."))
    if _words(scenario_steps(scenario)) != _words(taking.after):
        raise Refused(_("Somebody has changed the scenario since. Change it by hand."))
    taking.undone_at = timezone.now()
    taking.save(update_fields=["undone_at"])
    if taking.before is None:
        drop_scenario(scenario, by=by)
    else:
        save_scenario(
            scenario.outcome,
            by=by,
            title=scenario.title,
            who=scenario.who,
            context=scenario.context,
            steps=taking.before,
            scenario=scenario,
        )


def last_taking(session: Session) -> MapTaking | None:
    rows = MapTaking.objects.filter(session=session, undone_at__isnull=True, scenario__isnull=False)
    return rows.select_related("scenario__outcome").order_by("-id").first()


def _words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "id"} for row in rows]


def _sources(session: Session, scenario: CustomerScenario) -> None:
    """Columns know the steps that they became, so that the next time the same rows are changed."""
    named = [step for step in steps(session) if any(c.row == Row.DOES and c.text for c in step.cells.all())]
    for step, source in zip(named, scenario.steps.all(), strict=True):
        if step.source_id != source.pk:
            step.source = source
            step.save(update_fields=["source"])
