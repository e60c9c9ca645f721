"""What disciplines, horizons and ambitions are called, and one line that says what each is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.prove.portfolio.models import ReviewItem, Target

HORIZONS = (1, 2, 3)
DISCIPLINE: dict[str, Any] = {
    "operational_excellence": _("Operational excellence"),
    "product_leadership": _("Product leadership"),
    "customer_intimacy": _("Customer intimacy"),
    "social_mission": _("Social mission"),
}
MEANT: dict[str, Any] = {
    "operational_excellence": _("Less effort, fewer faults, a lower price"),
    "product_leadership": _("Something that nobody else offers"),
    "customer_intimacy": _("Fits this customer better than anything else"),
    "social_mission": _("Good for people beyond our customers"),
}
HORIZON: dict[int, Any] = {
    1: _("Horizon 1: what we do today, better"),
    2: _("Horizon 2: what comes next to it"),
    3: _("Horizon 3: what may change everything"),
}
HORIZON_SHORT: dict[int, Any] = {1: _("Horizon 1"), 2: _("Horizon 2"), 3: _("Horizon 3")}
AMBITION: dict[str, Any] = {
    "core": _("Core"),
    "adjacent": _("Adjacent"),
    "transformational": _("Transformational"),
}
STATE: dict[str, Any] = {
    "active": _("In progress"),
    "held": _("On hold"),
    "released": _("Released"),
    "stopped": _("Stopped"),
}
MEASURE: dict[str, Any] = {
    "days_planned": _("Person-days planned"),
    "days_spent": _("Person-days spent"),
    "money_planned": _("Money planned"),
    "money_spent": _("Money spent"),
}
KIND: dict[str, Any] = {
    ReviewItem.Kind.OVERDUE: _("Over its time in the stage"),
    ReviewItem.Kind.GATE: _("Gate due"),
    ReviewItem.Kind.HELD: _("On hold for long"),
    ReviewItem.Kind.NEW: _("New"),
    ReviewItem.Kind.TARGET: _("Off target"),
    ReviewItem.Kind.OWN: _("Other"),
}
FIELD: dict[str, Any] = {
    **DISCIPLINE,
    "horizon": _("Horizon"),
    "ambition": _("Ambition"),
    "days_planned": _("Person-days planned"),
    "days_spent": _("Person-days spent"),
    "money_planned": _("Money planned"),
    "money_spent": _("Money spent"),
    "value": _("Value if it succeeds"),
    "technical": _("Chance that it can be made"),
    "commercial": _("Chance that it is wanted"),
    "development": _("Cost of development left"),
    "commercialisation": _("Cost of bringing it to customers"),
}


def key_label(axis: str, key: str) -> Any:
    """The name of a discipline, or of a horizon given as text; of what is unknown, the key itself."""
    if axis == Target.Axis.HORIZON:
        return HORIZON_SHORT.get(int(key), key) if key.isdecimal() else key
    return DISCIPLINE.get(key, key)
