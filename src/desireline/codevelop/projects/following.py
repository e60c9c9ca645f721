"""What follows when a project changes: its card in the search, pages that show it to others, and who hears of it."""

from __future__ import annotations

from desireline.codevelop.projects import followed
from desireline.codevelop.projects.events import ProjectChanged, ProjectMoved, ProjectStarted
from desireline.engines.search.api import refresh
from desireline.kit.events import subscribe
from desireline.kit.options.api import bump


def _changed(event: ProjectChanged | ProjectMoved | ProjectStarted) -> None:
    refresh("project", [event.project])
    bump("site")


for _event in (ProjectChanged, ProjectMoved, ProjectStarted):
    subscribe(_event)(_changed)  # type: ignore[arg-type]
subscribe(ProjectMoved)(followed.moved)
