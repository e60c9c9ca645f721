"""Participants for tests, by the verbs."""

from __future__ import annotations

from typing import Any

from desireline.codevelop.participation import agreeing, calling, cohorts, steps
from desireline.codevelop.participation.models import AgreementVersion, Call, Cohort, Participant
from desireline.codevelop.projects.models import Project
from desireline.people.audiences.api import Audience, basic, forget
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast


def invited(project: Project, person: Person, *, by: Person, **values: Any) -> Participant:
    return steps.invite(project, person=person, by=by, **values)


def joined(project: Project, person: Person, *, by: Person) -> Participant:
    return steps.say_yes(invited(project, person, by=by), by=person)


def secret(cast: Cast, title: str = "Operation Lantern") -> Project:
    """A confidential project of Tom's with an agreement."""
    project = make.project(title, by=cast.tom, confidential=True)
    agreement(project, by=cast.tom)
    return project


def agreement(project: Project | None, *, by: Person, text: str = "Keep it to yourself.") -> AgreementVersion:
    return agreeing.write(by=by, title="Secrecy", text=text, project=project)


def call(project: Project, *, by: Person, opened: bool = True, **values: Any) -> Call:
    values = {"title": "Whom we look for", "way": "application", "audience": basic("signed_in")} | values
    made = calling.make(project, by=by, **values)
    return calling.open_call(made, by=by) if opened else made


def cohort(project: Project, *, by: Person, **values: Any) -> Cohort:
    return cohorts.make(project, by=by, **({"name": "Testers"} | values))


def segment(name: str, **conditions: Any) -> Audience:
    made = Audience.objects.create(kind="segment", name=name, conditions=conditions)
    forget()
    return made
