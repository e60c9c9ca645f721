"""A session is planned, changed, held or cancelled, and comes back from both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from desireline.codevelop.participation.api import Cohort
from desireline.codevelop.projects.models import Project
from desireline.codevelop.sessions import telling
from desireline.codevelop.sessions.models import GuideItem, Session, SessionChange
from desireline.codevelop.sessions.rules import Item, read_guide
from desireline.codevelop.sessions.techniques import about
from desireline.codevelop.sessions.zones import zone
from desireline.codevelop.work.models import Artefact
from desireline.futures.outcomes.api import CustomerScenario
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

State = Session.State
FIELDS = ("title", "purpose", "welcome", "place", "starts", "ends", "time_zone")
HEARD = ("title", "place", "starts", "ends")  # what those invited are told of when it changes


@transaction.atomic
def plan(
    project: Project, *, by: Person, technique: str, title: str, starts: datetime, ends: datetime, **more: Any
) -> Session:
    """Plan a session. `more`: purpose, welcome, place, time_zone, guide (its lines; None: that of the technique),
    scenario, cohort, artefacts (ids). Raises Refused for what belongs to another project or ends before it starts."""
    must(by, Permission.CODEVELOP)
    stage = project.stage or _last_stage(project)
    session = Session(project=project, stage=stage, technique=_technique(technique), by=by)
    guide = more.pop("guide", None)
    _fill(session, {**more, "title": title, "starts": starts, "ends": ends})
    session.save()
    _links(session, more)
    write_guide(session, read_guide(guide if guide is not None else about(technique).guide))
    SessionChange.objects.create(session=session, after=State.PLANNED, by=by)
    return session


@transaction.atomic
def change(session: Session, *, by: Person, **values: Any) -> Session:
    """Change what `plan` takes. Who is invited hears of another time, place or title; their calendars too."""
    must(by, Permission.CODEVELOP)
    session = _locked(session)
    before = [getattr(session, name) for name in HEARD]
    if "technique" in values:
        session.technique = _technique(values["technique"])
    _fill(session, values)
    told = [getattr(session, name) for name in HEARD] != before
    session.sequence += 1 if told else 0
    session.save()
    _links(session, values)
    if values.get("guide") is not None:
        write_guide(session, read_guide(values["guide"]))
    if told and session.state == State.PLANNED:
        telling.moved(session, by=by)
    return session


def write_guide(session: Session, items: Iterable[Item]) -> None:
    GuideItem.objects.filter(session=session).delete()
    GuideItem.objects.bulk_create(
        GuideItem(session=session, text=one.text, minutes=one.minutes, position=number)
        for number, one in enumerate(items)
    )


@transaction.atomic
def hold(session: Session, *, by: Person) -> Session:
    """It took place. Who said they come counts as having come, until somebody says otherwise; `replan` undoes it."""
    session = _to(session, State.HELD, by=by)
    session.guests.filter(state="coming", removed_at__isnull=True).update(state="came")
    return session


@transaction.atomic
def cancel(session: Session, *, by: Person, reason: str = "") -> Session:
    """It does not take place. Those invited are told; `replan` undoes it and tells them, too."""
    session = _to(session, State.CANCELLED, by=by, reason=reason)
    telling.cancelled(session, reason, by=by)
    return session


@transaction.atomic
def replan(session: Session, *, by: Person) -> Session:
    """It is planned again: who came because it was held is again somebody who said they come."""
    before = _locked(session).state
    session = _to(session, State.PLANNED, by=by)
    if before == State.CANCELLED:
        telling.on_again(session, by=by)
    else:
        session.guests.filter(state="came").update(state="coming")
    return session


def _to(session: Session, state: str, *, by: Person, reason: str = "") -> Session:
    must(by, Permission.CODEVELOP)
    found = _locked(session)
    if found.state == state:
        raise Refused(_("Somebody was faster: it is so already."))
    SessionChange.objects.create(
        session=found, before=found.state, after=state, by=by, reason=reason.strip()[:300]
    )
    cancels = State.CANCELLED in (found.state, state)
    found.state, found.sequence = state, found.sequence + (1 if cancels else 0)
    found.save(update_fields=["state", "sequence", "changed"])
    return found


def touch(session: Session, name: str) -> None:
    """Pages that show its notes (`notes_version`) or its map (`map_version`) ask anew."""
    Session.objects.filter(pk=session.pk).update(**{name: F(name) + 1})


def _locked(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).select_related("project").get(pk=session.pk)


def _technique(given: str) -> str:
    if given not in Session.Technique.values:
        raise Refused(_("Choose a technique."), field="technique")
    return given


def _last_stage(project: Project) -> Any:
    return project.visits.select_related("stage").order_by("-entered", "-id")[0].stage


def _fill(session: Session, values: dict[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(session, name, values[name])
    session.title = session.title.strip()[:120]
    if not session.title:
        raise Refused(_("Give the session a title."), field="title")
    if session.ends <= session.starts:
        raise Refused(_("It ends before it starts."), field="ends")
    if zone(session.time_zone).key != session.time_zone:
        raise Refused(_("Choose a time zone from the list."), field="time_zone")
    if "scenario" in values:
        session.scenario = _scenario(session.project, values["scenario"])
    if "cohort" in values:
        session.cohort = _of(Cohort, session.project, values["cohort"], "cohort")


def _links(session: Session, values: dict[str, Any]) -> None:
    if "artefacts" in values:
        rows = Artefact.objects.filter(project=session.project, pk__in=values["artefacts"])
        session.artefacts.set(rows)


def _scenario(project: Project, pk: int | None) -> CustomerScenario | None:
    """A scenario of the future that the project serves."""
    if pk is None:
        return None
    rows = CustomerScenario.objects.filter(pk=pk, outcome__future=project.outcome.future_id)
    found = rows.first()
    if found is None:
        raise Refused(_("Choose a scenario of the outcomes that the project serves."), field="scenario")
    return found


def _of(model: Any, project: Project, pk: int | None, field: str) -> Any:
    if pk is None:
        return None
    found = model.objects.filter(project=project, pk=pk).first()
    if found is None:
        raise Refused(_("Choose something of this project."), field=field)
    return found
