"""How numbers of the scorecard are said."""

from __future__ import annotations

from math import floor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desireline.kit.pages.numbers import number, percent
from desireline.prove.scorecard.facts import Value
from desireline.prove.scorecard.measure import Measure

GROUPS: dict[str, Any] = {
    "outcomes": gettext_lazy("What customers get"),
    "together": gettext_lazy("What is made together"),
    "breadth": gettext_lazy("Who takes part"),
    "sight": gettext_lazy("Line of sight"),
    "capital": gettext_lazy("Intellectual capital"),
}


def estimate(measure: Measure, value: Value) -> str:
    """The number itself, or in words why there is none."""
    if value.few:
        return _("Too few to say")
    if value.estimate is None:
        return _("Not half yet") if measure.unit == "days" else _("Nothing noted")
    return figure(measure.unit, value.estimate)


def interval(measure: Measure, value: Value) -> str:
    """How far it can be trusted."""
    if value.few:
        return ""
    if measure.unit == "days":
        if value.low is not None and value.high is not None:
            return _("%(low)s to %(high)s") % {"low": _low(value), "high": number(value.high)}
        return _("at least %(low)s days") % {"low": _low(value)} if value.low is not None else ""
    if value.low is None or value.high is None:
        return ""
    if measure.unit == "share":
        low, high = floor(value.low * 100 + 1e-9), -floor(-value.high * 100 + 1e-9)
        return _("%(low)s to %(high)s %%") % {"low": low, "high": high}
    return _("%(low)s to %(high)s") % {"low": number(value.low, 2), "high": number(value.high, 2)}


def _low(value: Value) -> str:
    return number(floor(value.low or 0))


def figure(unit: str, amount: float) -> str:
    """An amount in the unit of a measure, as it is written in a table."""
    if unit == "share":
        return percent(amount)
    if unit == "days":
        return ngettext("%(num)s day", "%(num)s days", round(amount)) % {"num": number(amount)}
    return number(amount, 2 if unit in ("index", "mean") else 0)


def base(measure: Measure, value: Value) -> str:
    """What it rests on."""
    if measure.unit == "share":
        return _("%(hits)s of %(n)s") % {"hits": number(value.hits), "n": number(value.n)}
    if measure.unit == "days":
        return _("%(hits)s of %(n)s are over") % {"hits": number(value.hits), "n": number(value.n)}
    return "" if measure.unit == "count" else _("n = %(n)s") % {"n": number(value.n)}


def since(measure: Measure, value: Value, before: Value) -> str:
    """What the number was before, without judging what lies within the uncertainty of both."""
    if before.few or before.estimate is None:
        return _("before: too few to say") if before.few else ""
    said = _("before: %(number)s") % {"number": figure(measure.unit, before.estimate)}
    if value.few or value.estimate is None or None in (value.low, value.high, before.low, before.high):
        return said
    apart = (value.low or 0) > (before.high or 0) or (value.high or 0) < (before.low or 0)
    return said if apart else _("%(said)s, no clear difference") % {"said": said}
