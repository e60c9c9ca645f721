"""What the page of an outcome shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from desireline.futures.outcomes.api import attainment_summary
from desireline.futures.outcomes.models import Attainment, DesiredOutcome, Rating
from desireline.futures.outcomes.panels import panels_for
from desireline.futures.outcomes.rules import Advice, StatementForm, read_statement
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def outcome_page(outcome: DesiredOutcome, person: Person | None) -> dict[str, Any]:
    mine = Rating.objects.filter(outcome=outcome, person=person).first() if person else None
    reached = Attainment.objects.filter(outcome=outcome, person=person).first() if person else None
    return {
        "outcome": outcome,
        "future": outcome.future,
        "mine": mine,
        "reached": reached,
        "history": list(mine.changes.order_by("-at")[:20]) if mine else [],
        "scenarios": list(outcome.scenarios.prefetch_related("steps")),
        "attainment": attainment_summary(outcome),
        "panels": panels_for(outcome, person),
        "editor": may(person, Permission.EDIT_FUTURES),
    }


def advice_for(text: str) -> dict[str, Any]:
    """The parts of a statement as typed so far, and what to mend first."""
    form: StatementForm = read_statement(text)
    words = {
        Advice.DIRECTION: _("Begin with a direction: minimise, reduce, maximise, increase."),
        Advice.METRIC: _("Name what is measured: the time, the likelihood, the number, the effort."),
        Advice.OBJECT: _("Say what it is about, in the customer's words."),
        Advice.CONTEXT: _("Add when or where it matters: “when …”, “before …”, “while …”."),
        Advice.SOLUTION: _("Leave the solution out: say what is reached, not with which button."),
        Advice.LONG: _("Make it shorter: one breath."),
    }
    return {"statement": form, "advice": [words[item] for item in form.advice], "typed": bool(text.strip())}
