"""What is said of nodes in a few words."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _

from desireline.codevelop.projects.api import Project
from desireline.kit.pages.numbers import number


def amount(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)


class Measured(Protocol):
    """A desired outcome, or a row that has its numbers."""

    @property
    def baseline(self) -> float | None: ...
    @property
    def target(self) -> float | None: ...
    @property
    def unit(self) -> str: ...


def measure_words(outcome: Measured) -> str:
    """“12 → 2 minutes”, or what of it is known."""
    start, end, unit = outcome.baseline, outcome.target, outcome.unit
    if start is not None and end is not None:
        return f"{amount(start)} → {amount(end)} {unit}".strip()
    if end is not None:
        return _("target %(value)s") % {"value": f"{amount(end)} {unit}".strip()}
    return unit


def state_words() -> dict[str, str]:
    return {
        Project.State.ACTIVE: _("in the making"),
        Project.State.HELD: _("on hold"),
        Project.State.RELEASED: _("released"),
        Project.State.STOPPED: _("stopped"),
    }


def stage_words(state: str, stage: str | None) -> str:
    """The stage it is in, and where it does not move, its state."""
    if stage is None:
        return state_words()[state]
    return f"{stage} · {_('on hold')}" if state == Project.State.HELD else stage


def project_words(project: Project) -> str:
    return stage_words(project.state, project.stage.name if project.stage else None)
