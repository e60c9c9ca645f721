"""A project is released, or that is taken back."""

from __future__ import annotations

from desireline.codevelop.projects.api import Project
from desireline.codevelop.projects.events import ProjectMoved
from desireline.kit.events import subscribe
from desireline.prove.recognition.crediting import prepare, take_back


@subscribe(ProjectMoved)
def moved(event: ProjectMoved) -> None:
    project = Project.objects.select_related("outcome").get(pk=event.project)
    if event.state == Project.State.RELEASED:
        prepare(project)
    else:
        take_back(project)
