"""What states of projects are called, and their colour."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.projects.models import Project

HUES = {"active": "info", "held": "warn", "released": "good", "stopped": None}
ICONS = {"active": "footprints", "held": "clock", "released": "circle-check", "stopped": "circle-x"}


def state_words() -> dict[str, str]:
    return {
        Project.State.ACTIVE.value: _("Under way"),
        Project.State.HELD.value: _("On hold"),
        Project.State.RELEASED.value: _("Released"),
        Project.State.STOPPED.value: _("Stopped"),
    }


def days_since(moment: datetime) -> int:
    """Whole days from then to now."""
    return max(0, (timezone.now() - moment).days)


def way_words() -> dict[str, str]:
    """In which ways people took part, see `provenance`."""
    return {
        "wrote": _("wrote"),
        "said": _("said"),
        "commented": _("commented"),
        "voted": _("voted"),
        "tested": _("came to a session"),
    }
