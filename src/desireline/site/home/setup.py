"""What the team says on the start page."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desireline.kit.errors import Refused
from desireline.kit.options.api import Declared, Group, Value, declare, declare_group


def _at_most(length: int) -> Callable[[Value], Value]:
    def clean(value: Value) -> Value:
        text = str(value).replace("\r\n", "\n").strip()
        if len(text) > length:
            raise Refused(_("Write at most %(n)s characters.") % {"n": length})
        return text

    return clean


declare_group(
    Group("start", gettext_lazy("Start page"), gettext_lazy("The first words that a reader meets."), 15)
)
declare(Declared("start_title", "start", gettext_lazy("Heading"), "", clean=_at_most(90)))
declare(
    Declared(
        "start_text",
        "start",
        gettext_lazy("Welcome"),
        "",
        gettext_lazy("Two or three sentences in Markdown. Left empty, the page speaks for itself."),
        long=True,
        clean=_at_most(1500),
    )
)
