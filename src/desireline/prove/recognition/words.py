"""What roles, choices and notices are called."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from desireline.prove.recognition.models import CreditChoice, Part

ICONS = {
    Part.SPOTTER: "lightbulb",
    Part.REFINER: "message-circle",
    Part.TESTER: "footprints",
    Part.REVIEWER: "star",
    Part.CONNECTOR: "link",
    Part.SUPPORTER: "arrow-big-up",
}


def role_words() -> dict[str, str]:
    """What somebody was in a release."""
    return {
        Part.SPOTTER: _("Saw it first"),
        Part.REFINER: _("Made it better"),
        Part.TESTER: _("Tried it out"),
        Part.REVIEWER: _("Weighed it"),
        Part.CONNECTOR: _("Brought us together"),
        Part.SUPPORTER: _("Supported it"),
    }


def role_meanings() -> dict[str, str]:
    return {
        Part.SPOTTER: _("Wrote an idea that it grew out of, or one that was merged with it."),
        Part.REFINER: _("Commented on it."),
        Part.TESTER: _("Came to a session, or answered what we asked."),
        Part.REVIEWER: _("Rated it at a gate."),
        Part.CONNECTOR: _("Named somebody who then took part."),
        Part.SUPPORTER: _("Voted for it."),
    }


def counted_words(role: str, nameless: int) -> str:
    """How many without a name are in a role, after those with one."""
    return ngettext("%(num)s who is not named", "%(num)s who are not named", nameless) % {"num": nameless}


def choice_words() -> dict[str, str]:
    return {
        CreditChoice.Choice.NAMED: _("Yes, by name"),
        CreditChoice.Choice.NAMELESS: _("Count me, without my name"),
        CreditChoice.Choice.LEFT_OUT: _("No, leave me out"),
    }


def choice_meanings() -> dict[str, str]:
    return {
        CreditChoice.Choice.NAMED: _(
            "Who may see the release reads your name, and what you said where they may read it."
        ),
        CreditChoice.Choice.NAMELESS: _(
            "You are counted, and told when it is real. This is how it is until you choose."
        ),
        CreditChoice.Choice.LEFT_OUT: _(
            "You are neither named nor counted, and we do not write to you about it."
        ),
    }


def _told(part: str, title: str) -> str:
    texts = {
        Part.SPOTTER: gettext("Your idea is now real: %(title)s"),
        Part.REFINER: gettext("What you made better is now real: %(title)s"),
        Part.TESTER: gettext("What you tried out is now real: %(title)s"),
        Part.REVIEWER: gettext("What you weighed is now real: %(title)s"),
        Part.CONNECTOR: gettext("What you brought people together for is now real: %(title)s"),
        Part.SUPPORTER: gettext("What you voted for is now real: %(title)s"),
    }
    return texts[Part(part)] % {"title": title}


told_title: Any = lazy(_told, str)
"""The title of the notice, in the language of whoever reads it."""
TOLD_TEXT = gettext_lazy("Thank you. See what became of it, and who else has a part in it.")
ASK_TITLE = gettext_lazy("May we thank you by name?")
ASK_TEXT = gettext_lazy(
    "Something that you helped with has become real. Say whether we may name you; until then we do not."
)
