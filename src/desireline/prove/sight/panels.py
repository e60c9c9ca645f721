"""The line of sight beside what it shows: links of futures, and on outcomes and projects where they stand on it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.codevelop.projects.api import Project, ProjectPanel
from desireline.futures.futures.api import Future
from desireline.futures.outcomes.api import DesiredOutcome, Panel
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.sight.lines import trace
from desireline.prove.sight.orphans import break_words


def sight_link(future: Future, person: Person | None) -> tuple[str, str, str] | None:
    if future.published is None or future.archived is not None:
        return None
    return _("Line of sight"), f"{reverse('sight')}?future={future.slug}", "milestone"


def story_link(future: Future, person: Person | None) -> tuple[str, str, str] | None:
    if future.published is None or future.archived is not None:
        return None
    return _("Story on a page"), reverse("future_story", args=[future.slug]), "file-text"


def promise_link(future: Future, person: Person | None) -> tuple[str, str, str] | None:
    if not may(person, Permission.SEE_PORTFOLIO) or future.published is None or future.archived is not None:
        return None
    return _("Are our promises kept?"), reverse("sight_promises", args=[future.slug]), "check"


def outcome_panel(outcome: DesiredOutcome, person: Person | None) -> Panel | None:
    standing = outcome.archived is None and outcome.future.archived is None and outcome.future.published
    return Panel("sight/_outcome.html", order=90) if standing else None


def project_panel(project: Project, person: Person | None) -> ProjectPanel | None:
    """Future, outcome, project; and for those who steer, where the line breaks. One or two queries."""
    outcome = project.outcome
    steers = may(person, Permission.SEE_PORTFOLIO)
    if not steers and not DesiredOutcome.objects.visible_to(person).filter(pk=outcome.pk).exists():
        return None
    broken = trace(project) if steers else None
    context = {"outcome": outcome, "why": break_words()[broken] if broken else ""}
    return ProjectPanel("sight/_project.html", context, order=20, beside=True)
