from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desireline.kit.errors import Refused
from desireline.kit.options.api import Declared, Value, declare
from desireline.kit.pages.environment import GLOBALS
from desireline.listen.moderation.guards import form_time

GLOBALS.add("form_time", form_time)


def _whole(low: int, high: int) -> Callable[[Value], Value]:
    def clean(value: Value) -> Value:
        try:
            number = int(value)
        except ValueError:
            raise Refused(gettext("Write a whole number.")) from None
        if not low <= number <= high:
            raise Refused(gettext("Write a number from %(low)d to %(high)d.") % {"low": low, "high": high})
        return number

    return clean


declare(
    Declared(
        "moderate_new",
        "moderation",
        _("New people wait"),
        True,
        help=_("What people write is shown to others once the team has approved something of theirs."),
    )
)
declare(
    Declared(
        "trust_after",
        "moderation",
        _("Trusted after"),
        1,
        help=_("So many approved ideas or comments, and a person is no longer new."),
        clean=_whole(1, 100),
    )
)
declare(
    Declared(
        "flags_hide",
        "moderation",
        _("Hide after this many flags"),
        3,
        help=_("Until the team has looked. 0 never hides by itself."),
        clean=_whole(0, 100),
    )
)
declare(
    Declared(
        "links_new",
        "moderation",
        _("Links that new people may write"),
        2,
        help=_("Texts with more links wait for the team."),
        clean=_whole(0, 50),
    )
)
declare(
    Declared(
        "moderated_words",
        "moderation",
        _("Words that wait"),
        "",
        help=_("Texts and tags with one of these words wait for the team, whoever wrote them."),
        long=True,
    )
)
