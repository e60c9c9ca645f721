"""The settings page reads its fields from the options that features declared."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.options.api import Declared, Value, checked, get

SPECIAL = {"logo", "hidden"}


def read(data: QueryDict, options: list[Declared]) -> tuple[dict[str, Value], dict[str, str]]:
    """The values given for the options that have an ordinary field, and what is wrong with them, by key."""
    values: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for option in options:
        if option.widget in SPECIAL:
            continue
        try:
            values[option.key] = checked(option.key, _given(data, option))
        except Refused as refused:
            errors[option.key] = refused.message
    return values, errors


def _given(data: QueryDict, option: Declared) -> Value:
    raw = data.get(option.key, "")
    if isinstance(option.default, bool):
        return raw == "on"
    if isinstance(option.default, int):
        try:
            return int(raw)
        except ValueError:
            raise Refused(_("Write a whole number."), field=option.key) from None
    return str(raw)


def rows(options: list[Declared], data: QueryDict | None, errors: dict[str, str]) -> list[dict[str, Any]]:
    """What the template draws: each option with the value to show and its error."""
    found = []
    for option in options:
        value = get(option.key)
        if data is not None and option.widget not in SPECIAL:
            value = (
                data.get(option.key) == "on" if isinstance(option.default, bool) else data.get(option.key, "")
            )
        found.append(
            {"option": option, "value": value, "error": errors.get(option.key), "kind": _kind(option)}
        )
    return found


def _kind(option: Declared) -> str:
    if option.widget:
        return option.widget
    if isinstance(option.default, bool):
        return "yes"
    if option.choices:
        return "choice"
    return "number" if isinstance(option.default, int) else "long" if option.long else "line"
