"""What the page of the value audit shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.charts.api import Part, share
from desireline.people.identity.api import Person
from desireline.prove.sight import orphans
from desireline.prove.sight.lines import traced
from desireline.prove.sight.orphans import Start
from desireline.prove.sight.promises import HUES, kept_words, promise_words, promises
from desireline.prove.sight.rules import coverage

PARTS = (*orphans.KINDS, "promise")


@dataclass(frozen=True, slots=True)
class Only:
    """One list of the audit alone, from a cursor on: of what waits, of what was `justified`, or of promises."""

    kind: str
    justified: bool = False
    after: str | None = None

    @property
    def start(self) -> Start:
        return Start(answered=self.after) if self.justified else Start(waiting=self.after)


def part_of(given: QueryDict) -> Only | None:
    """What the address asks for; None for all of the audit."""
    kind = given.get("kind", "")
    return Only(kind, "justified" in given, given.get("after")) if kind in PARTS else None


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
    return _words() | {
        "part": None,
        "covered": covered,
        "drawing": _drawing(_("Projects"), covered.unbroken, covered.projects),
        "effort_drawing": _drawing(_("Person-days"), covered.unbroken_days, covered.days),
        "orphans": found,
        "waiting": sum(one.total for one in found),
        "outcomes": _outcomes(person),
        "promised": promises(person),
    }


def part_page(person: Person, part: Only) -> dict[str, Any]:
    """One list of the audit, page by page."""
    if part.kind == "promise":
        return _words() | {"part": part, "orphans": [], "promised": promises(person, after=part.after)}
    if part.kind == "project":
        found = orphans.projects(traced(person), part.start)
    else:
        make = {"outcome": orphans.outcomes, "idea": orphans.ideas, "theme": orphans.themes}
        found = make[part.kind](person, part.start)
    return _words() | {"part": part, "orphans": [found], "outcomes": _outcomes(person), "promised": None}


def _outcomes(person: Person) -> list[DesiredOutcome]:
    rows = DesiredOutcome.objects.visible_to(person).select_related("future")
    return list(rows.order_by("future__position", "future_id", "position", "id"))


def _words() -> dict[str, Any]:
    return {
        "words": {
            "project": _("Projects without a line to a customer outcome"),
            "outcome": _("Outcomes that nobody rated and nothing serves"),
            "idea": _("Ideas that are planned or started, for no outcome"),
            "theme": _("Themes about no outcome"),
            "promise": _("Are our promises kept?"),
        },
        "promise_words": promise_words(),
        "kept_words": kept_words(),
        "hues": HUES,
    }


def _drawing(what: str, whole: int, total: int) -> Any:
    if not total:
        return None
    parts = [Part(_("with an unbroken line"), whole), Part(_("without"), total - whole)]
    return share(parts, title=what)
