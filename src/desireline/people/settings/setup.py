"""The options that belong to the whole instance, and what every page shows of them."""

from __future__ import annotations

from typing import Any

from babel.numbers import list_currencies
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desireline.kit.errors import Refused
from desireline.kit.options.api import Declared, Group, Value, declare, declare_group
from desireline.kit.pages.context import CONTEXT, MENU, Entry
from desireline.people.roles.api import Permission, may, viewer
from desireline.people.settings.shown import page

L = gettext_lazy


def _name(value: Value) -> Value:
    name = " ".join(str(value).split())
    if not 1 <= len(name) <= 60:
        raise Refused(_("Write a name of one to sixty characters."))
    return name


def _short(value: Value) -> Value:
    text = " ".join(str(value).split())
    if len(text) > 160:
        raise Refused(_("Write at most 160 characters."))
    return text


def _voice(value: Value) -> Value:
    text = str(value).replace("\r\n", "\n").strip()
    if len(text) > 4000:
        raise Refused(_("Write at most 4,000 characters."))
    return text


def _currency(value: Value) -> Value:
    code = str(value).strip().upper()
    if code not in list_currencies():
        raise Refused(_("Write the three letters of a currency, for example EUR, GBP or USD."))
    return code


def _declare(*options: Declared) -> None:
    for option in options:
        declare(option)


declare_group(Group("brand", L("Brand"), L("What makes these pages yours."), 10))
declare_group(Group("door", L("Who may come in"), L("Reading public pages never needs an account."), 20))
declare_group(
    Group("moderation", L("Moderation"), L("What is read by the team before everyone sees it."), 30)
)
declare_group(Group("place", L("Language and money"), "", 40))
_declare(
    Declared("brand_name", "brand", L("Name"), "Desireline", clean=_name),
    Declared(
        "brand_claim",
        "brand",
        L("Claim"),
        "",
        L("One line that stands under the name in mails."),
        clean=_short,
    ),
    Declared("brand_logo", "brand", L("Logo"), "", widget="logo"),
    Declared(
        "brand_hue",
        "brand",
        L("Colour"),
        262,
        L("One place on the colour wheel. Everything else follows from it, light and dark."),
        least=0,
        most=359,
        widget="hue",
    ),
    Declared(
        "brand_voice",
        "brand",
        L("Voice"),
        "",
        L("How you speak with customers. The team sees it beside the field where it answers."),
        long=True,
        clean=_voice,
    ),
    Declared(
        "sign_up",
        "door",
        L("New accounts"),
        "open",
        choices=(
            ("open", L("Everyone may sign up")),
            ("invited", L("Only people with an invitation")),
            ("closed", L("Nobody new")),
        ),
    ),
    Declared(
        "guest_ideas",
        "door",
        L("Guests may bring ideas without an account"),
        False,
        L("They wait for the team, and are marked as coming from a guest."),
    ),
    Declared(
        "guest_votes",
        "door",
        L("Guests may vote without an account"),
        False,
        L("Guest votes are counted apart from those of people who are known."),
    ),
    Declared(
        "moderation",
        "moderation",
        L("The team reads first"),
        "new",
        choices=(
            ("new", L("What new people write, until the team trusts them")),
            ("all", L("What all customers write")),
            ("none", L("Nothing; flags alone bring things to the team")),
        ),
    ),
    Declared("currency", "place", L("Currency of account value"), "EUR", clean=_currency),
    Declared(
        "language",
        "place",
        L("Language for readers who chose none"),
        "",
        choices=(("", L("What their browser asks for")), *settings.LANGUAGES),
    ),
)


def _seen(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SETTINGS)


def _brand(request: HttpRequest) -> dict[str, Any]:
    return page(request)


CONTEXT.add("brand", _brand)
MENU.add("settings", Entry(L("Settings"), "settings", "settings", place="team", order=90, shown=_seen))
