"""What things are called, and the words that people consent to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from desireline.codevelop.participation.models import Participant
from desireline.codevelop.projects.models import Project

HUES = {
    "invited": "info",
    "applied": "info",
    "joined": "good",
    "declined": None,
    "left": None,
    "refused": None,
}
ICONS = {
    "invited": "mail",
    "applied": "inbox",
    "joined": "circle-check",
    "declined": "circle-x",
    "left": "log-out",
    "refused": "circle-x",
}


def state_words() -> dict[str, str]:
    """For the team."""
    return {
        "applied": _("Applied"),
        "joined": _("Takes part"),
        "invited": _("Invited"),
        "declined": _("Said no"),
        "refused": _("Not this time"),
        "left": _("Left"),
    }


def own_words() -> dict[str, str]:
    """For the person themselves."""
    return {
        "applied": _("You applied; the team will answer"),
        "joined": _("You take part"),
        "invited": _("You are invited"),
        "declined": _("You said no"),
        "refused": _("Not this time"),
        "left": _("You left"),
    }


def cohort_kinds() -> dict[str, str]:
    return {"testers": _("Testers"), "beta": _("Beta access"), "panel": _("Panel")}


def call_ways() -> dict[str, str]:
    return {
        "application": _("People apply, and we choose"),
        "open": _("Whoever answers takes part"),
        "invitation": _("Only those whom we invite"),
    }


def thanks_kinds() -> dict[str, str]:
    return {"words": _("Words"), "voucher": _("A voucher"), "money": _("Money"), "gift": _("A gift")}


def consent_words() -> dict[str, tuple[str, str]]:
    """For each purpose what it is called, and the words that are agreed to."""
    return {
        "notes": (
            _("Notes"),
            _(
                "You may write down what I say and do in sessions, with my name, for the team of this project."
            ),
        ),
        "recording": (
            _("Recordings"),
            _("You may record sound and picture in sessions. Only the team of this project plays them."),
        ),
        "quotes": (
            _("Quotes"),
            _("You may quote me without my name, in this organisation and in the story of the project."),
        ),
        "pictures": (
            _("Pictures"),
            _(
                "You may show pictures in which I am seen, in this organisation and in the story of the project."
            ),
        ),
        "contact": (
            _("Contact"),
            _("You may write to me about this project at the address that you know me by."),
        ),
    }


def project_title(row: Participant, *, inside: bool) -> str:
    """What the project is called for the participant: a confidential one has no name before everything is accepted."""
    return called(row.project, call=row.call.title if row.call else "", inside=inside)


def called(project: Project, *, call: str = "", inside: bool = False) -> str:
    if not project.confidential or inside:
        return project.title
    return call or _("A confidential project")
