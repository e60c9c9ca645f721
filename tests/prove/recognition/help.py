"""What tests of recognition need."""

from __future__ import annotations

from typing import Any

from desireline.codevelop.projects.api import Project, move
from desireline.kit.jobs.api import run_all
from desireline.people.audiences.api import basic
from desireline.people.identity.api import Person
from desireline.prove.recognition import api as recognition
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.telling import tell
from tests import make


def real(project: Project, *, by: Person) -> Release:
    """The project is released; the credits of its draft are found."""
    project.refresh_from_db()
    move(project, to=None, state=Project.State.RELEASED, version=project.version, by=by)
    run_all()
    return Release.objects.get(project=project)


def undone(project: Project, *, by: Person) -> None:
    """The release of the project is taken back: it is where it was."""
    last = project.visits.order_by("-id").first()
    assert last is not None
    project.refresh_from_db()
    move(project, to=last.stage, state=Project.State.ACTIVE, version=project.version, by=by)


def draft(by: Person, *, ideas: tuple[Any, ...] = (), audience: str = "public", **values: Any) -> Release:
    """A draft of a project that grew out of these ideas."""
    project = make.project(by=by, ideas=[idea.pk for idea in ideas], audience=audience, **values)
    return real(project, by=by)


def published(by: Person, *, told: bool = False, **values: Any) -> Release:
    """One on the wall; `told`: everyone was told."""
    release = draft(by, **values)
    recognition.change(release, by=by, story="You can freeze a card in two taps.")
    release = recognition.publish(release, by=by)
    if told:
        tell(release.pk)
    return release


def widen(release: Release, kind: str, *, by: Person) -> None:
    recognition.change(release, by=by, audience=basic(kind))
