"""Brings sessions of all techniques, with notes, findings, and a map that is half filled in. Simulated, and said so."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from desireline.codevelop.models import (
    Consent,
    Finding,
    GuideItem,
    MapCell,
    MapEdit,
    MapStep,
    Observation,
    Participant,
    Project,
    Session,
    SessionChange,
    SessionGuest,
)
from desireline.codevelop.sessions.api import about, read_guide
from desireline.people.models import Person
from desireline.site.demo.world import World

LEAST = 3  # participants of a project that has sessions
TITLES = {
    "interview": "How do you do it today?",
    "workshop": "Draw the hardest moment together",
    "role_play": "At the counter, as it goes and as it should",
    "visit": "A morning where it happens",
    "street_test": "Three minutes in front of the branch",
    "usability_test": "Three tasks, thinking aloud",
    "diary": "Two weeks with a notebook",
    "survey": "Ten questions to everybody in the round",
    "beta_round": "Two weeks in earnest",
}
NOTES = (
    ("said", "I stop when it asks for a number that I would have to look up."),
    ("did", "Opened the drawer, took out last month’s letter, and typed from it."),
    ("felt", "Relieved when the amount stood there before anything was sent."),
    ("said", "I would rather know on Monday than be right on Friday."),
    ("did", "Went back twice to see whether it was saved."),
    ("idea", "Show the same number on the receipt and on the screen."),
    ("said", "My daughter does this for me, and she lives two hours away."),
    ("felt", "Annoyed by the second question that asks the same."),
    ("did", "Asked the neighbour at the next desk instead of the help page."),
    ("said", "If it says why, I can wait."),
)
FINDINGS = (
    ("People leave where they must look a number up elsewhere.", 4, "We fill it in where we know it."),
    ("They want to see that it is saved before they go on.", 3, "It says so after each step."),
    ("Waiting is no trouble when the reason is given.", 2, ""),
)
MAP = (
    ("Notices that something is due", "Nobody tells them in time", "A message three days before", "known in time"),
    ("Looks for what is needed", "It is in a letter at home", "What we know is filled in", "one thing to look up"),
    ("Does it", "It asks the same twice", "", ""),
    ("Knows that it is done", "", "", ""),
)  # fmt: skip
WORDS = "We take an hour. Bring what you use today, on paper or on a phone. There is nothing to prepare."


def sessions(world: World) -> None:
    """In every project with participants: two or three that are over, and here and there one to come."""
    draw = random.Random(world.script.brand.seed + 457)  # noqa: S311 - a simulation
    techniques = list(Session.Technique.values)
    made = 0
    rows = Project.objects.select_related("owner", "outcome").order_by("pk")
    for project in rows:
        people = list(Participant.objects.filter(project=project, state="joined").order_by("since", "pk"))
        if len(people) < LEAST or project.owner is None:
            continue
        for _turn in range(2 + (made % 2)):
            _held(project, techniques[made % len(techniques)], people, draw)
            made += 1
        if project.stage_id and draw.random() < 0.5:
            _planned(project, draw.choice(techniques), people, draw)
            made += 1
    _map()
    _withdrawn()
    world.say(f"  {made} sessions with notes and findings, simulated")


def _session(project: Project, technique: str, days: float, state: str) -> Session:
    told = about(technique)
    starts = (timezone.now() + timedelta(days=days)).replace(hour=9, minute=30, second=0, microsecond=0)
    visit = project.visits.filter(entered__lte=starts).order_by("-entered").first() or project.visits.first()
    assert visit is not None  # noqa: S101 - every project began in a stage
    made = Session.objects.create(
        project=project,
        stage=visit.stage,
        technique=technique,
        title=TITLES[technique],
        purpose=f"Find out what stands in the way: {project.outcome.statement}",
        welcome=WORDS,
        place="Ottermere, branch at the harbour, upper room",
        starts=starts,
        ends=starts + timedelta(minutes=told.minutes),
        time_zone="Europe/Berlin",
        scenario=project.outcome.scenarios.first(),
        state=state,
        by=project.owner,
        at=starts - timedelta(days=9),
    )
    GuideItem.objects.bulk_create(
        GuideItem(session=made, text=one.text, minutes=one.minutes, position=number)
        for number, one in enumerate(read_guide(told.guide))
    )
    SessionChange.objects.create(session=made, after="planned", by=project.owner, at=made.at)
    if state != "planned":
        SessionChange.objects.create(
            session=made, before="planned", after=state, by=project.owner, at=made.ends
        )
    return made


def _held(project: Project, technique: str, people: Sequence[Participant], draw: random.Random) -> None:
    joined = people[LEAST - 1].since
    since = max((timezone.now() - joined).days, 2) if joined else 30
    session = _session(project, technique, -draw.uniform(1, since), "held")
    guests = _guests(session, people, draw, ("came", "came", "came", "missed"))
    notes = _notes(session, [one for one in guests if one.state == "came"], draw)
    text, strength, changed = draw.choice(FINDINGS)
    found = Finding.objects.create(
        session=session, text=text, strength=strength, by=project.owner, at=session.ends
    )
    found.observations.set(draw.sample(notes, min(3, len(notes))))
    change = project.changes.filter(removed_at__isnull=True).first() if changed else None
    if change is not None and draw.random() < 0.6:
        found.change = change
        found.save(update_fields=["change"])


def _planned(project: Project, technique: str, people: Sequence[Participant], draw: random.Random) -> None:
    session = _session(project, technique, draw.randint(2, 20), "planned")
    _guests(session, people, draw, ("coming", "coming", "invited", "declined"))


def _guests(
    session: Session, people: Sequence[Participant], draw: random.Random, states: Sequence[str]
) -> list[SessionGuest]:
    ready = [one for one in people if one.since and one.since <= session.starts] or list(people[:LEAST])
    return [
        SessionGuest.objects.create(
            session=session, participant=one, state=draw.choice(states), by=session.by, at=session.at
        )
        for one in draw.sample(ready, min(len(ready), draw.randint(1, 5)))
    ]


def _notes(session: Session, guests: Sequence[SessionGuest], draw: random.Random) -> list[Observation]:
    """About guests only with their consent to notes."""
    given = set(
        Consent.objects.filter(
            participant__in=[one.participant_id for one in guests], purpose="notes"
        ).values_list("participant_id", flat=True)
    )
    named = [one for one in guests if one.participant_id in given]
    steps = list(session.scenario.steps.all()) if session.scenario else []
    made = []
    for number, (kind, text) in enumerate(draw.sample(NOTES, draw.randint(4, 8))):
        made.append(
            Observation.objects.create(
                session=session,
                guest=draw.choice([*named, None]) if named else None,
                kind=kind,
                text=text,
                outcome=session.project.outcome if draw.random() < 0.6 else None,
                step=draw.choice(steps) if steps and draw.random() < 0.5 else None,
                by=session.by,
                at=session.starts + timedelta(minutes=4 + 6 * number),
            )
        )
    Session.objects.filter(pk=session.pk).update(notes_version=len(made))
    return made


def _map() -> None:
    """One workshop's map, half filled in."""
    session = Session.objects.filter(technique="workshop", state="held", project__confidential=False).first()
    if session is None:
        return
    for number, column in enumerate(MAP):
        step = MapStep.objects.create(session=session, position=number, by=session.by)
        for row, text in zip(("does", "truth", "conditions", "customer_metric"), column, strict=True):
            if text:
                _cell(step, row, text, session.by)
    Session.objects.filter(pk=session.pk).update(map_version=1)


def _cell(step: MapStep, row: str, text: str, by: Person | None) -> None:
    cell = MapCell.objects.create(step=step, row=row, text=text, version=1, by=by)
    MapEdit.objects.create(cell=cell, text=text, version=1, by=by)


def _withdrawn() -> None:
    """Somebody took the consent back after a session: what they said is hidden."""
    now = timezone.now()
    note = Observation.objects.filter(
        guest__participant__consents__purpose="notes",
        guest__participant__consents__withdrawn_at__isnull=True,
        session__state="held",
    ).first()
    if note is not None and note.guest is not None:
        given = Consent.objects.filter(
            participant=note.guest.participant_id, purpose="notes", withdrawn_at__isnull=True
        )
        given.update(withdrawn_at=now)
