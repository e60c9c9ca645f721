"""What the page of the value audit shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.charts.api import Part, share
from desireline.people.identity.api import Person
from desireline.prove.sight import orphans
from desireline.prove.sight.lines import traced
from desireline.prove.sight.promises import HUES, kept_words, promise_words, promises
from desireline.prove.sight.rules import coverage


def audit_page(person: Person) -> dict[str, Any]:
    """Shares with an unbroken line, orphans of each kind, promises. A fixed number of queries."""
    lines = traced(person)
    covered = coverage((one.broken is None, one.days) for one in lines)
    found = [
        orphans.projects(lines),
        orphans.outcomes(person),
        orphans.ideas(person),
        orphans.themes(person),
    ]
    words = {
        "project": _("Projects without a line to a customer outcome"),
        "outcome": _("Outcomes that nobody rated and nothing serves"),
        "idea": _("Ideas that are planned or started, for no outcome"),
        "theme": _("Themes about no outcome"),
    }
    outcomes = DesiredOutcome.objects.visible_to(person).select_related("future")
    return {
        "covered": covered,
        "drawing": _drawing(_("Projects"), covered.unbroken, covered.projects),
        "effort_drawing": _drawing(_("Person-days"), covered.unbroken_days, covered.days),
        "orphans": found,
        "words": words,
        "waiting": sum(one.total for one in found),
        "outcomes": list(outcomes.order_by("future__position", "future_id", "position", "id")),
        "promised": promises(person),
        "promise_words": promise_words(),
        "kept_words": kept_words(),
        "hues": HUES,
    }


def _drawing(what: str, whole: int, total: int) -> Any:
    if not total:
        return None
    parts = [Part(_("with an unbroken line"), whole), Part(_("without"), total - whole)]
    return share(parts, title=what)
