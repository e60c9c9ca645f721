"""What states, answers, kinds of notes and rows of the map are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

STATE_HUES = {"planned": "info", "held": "good", "cancelled": None}
STATE_ICONS = {"planned": "calendar", "held": "circle-check", "cancelled": "circle-x"}
GUEST_HUES = {"invited": "info", "coming": "good", "declined": None, "came": "good", "missed": "warn"}
KIND_ICONS = {"said": "message-circle", "did": "footprints", "felt": "heart", "idea": "lightbulb"}


def states() -> dict[str, str]:
    return {"planned": _("Planned"), "held": _("Held"), "cancelled": _("Cancelled")}


def guest_states() -> dict[str, str]:
    return {
        "invited": _("No answer yet"),
        "coming": _("Comes"),
        "declined": _("Cannot come"),
        "came": _("Was there"),
        "missed": _("Was not there"),
    }


def kinds() -> dict[str, str]:
    return {"said": _("Said"), "did": _("Did"), "felt": _("Felt"), "idea": _("Idea")}


def map_rows() -> list[tuple[str, str, str]]:
    """Key, name and what belongs there."""
    return [
        ("does", _("What the customer does"), _("A step that they are glad to take.")),
        ("truth", _("Moment of truth"), _("Where it can fail, and they give up.")),
        ("conditions", _("Conditions of satisfaction"), _("What must hold there. One a line.")),
        ("customer_metric", _("How customers measure it"), _("Such as: found within two clicks.")),
        ("operational_metric", _("How we measure it"), _("What we can count that goes with it.")),
    ]
