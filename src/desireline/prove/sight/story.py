"""A future on one page, for staff and partners: made of its own data, and of what each role can do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desireline.codevelop.projects.api import Project
from desireline.futures.futures.api import Future
from desireline.futures.outcomes.api import DesiredOutcome, Rating
from desireline.kit.pages.numbers import number
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, Role, may
from desireline.prove.sight.promises import HUES, Promised, kept_words, promise_words, standing
from desireline.prove.sight.words import measure_words, project_words
from desireline.understand.opportunities.api import landscape

MADE, LINES = 8, 8  # projects and outcomes on the page


@dataclass(frozen=True, slots=True)
class Reached:
    """An outcome on the page: how many spoke and reached it; its score for those who may see the landscape."""

    outcome: DesiredOutcome
    people: int
    reached: int
    measure: str
    score: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody of a role can do next, and where. `own`: the reader has this role."""

    role: str
    deeds: list[tuple[str, str]]
    own: bool


def story_page(future: Future, person: Person | None) -> dict[str, Any]:
    """All that stands on the page; nothing that the reader may not see."""
    outcomes = _outcomes(future, person)
    made = Project.objects.visible_to(person).filter(outcome__future=future)
    made = made.exclude(state=Project.State.STOPPED).select_related("stage", "outcome")
    released = Project.State.RELEASED
    projects = [
        (row, project_words(row), row.state == released) for row in made.order_by("-entered", "-id")[:MADE]
    ]
    promised: Promised = standing(future)
    return {
        "future": future,
        "outcomes": outcomes[:LINES],
        "more_outcomes": max(0, len(outcomes) - LINES),
        "projects": projects,
        "all_projects": made.count(),
        "promised": promised,
        "promise_words": promise_words(),
        "kept_words": kept_words(),
        "hues": HUES,
        "team": may(person, Permission.SEE_TEAM),
        "thanks": _thanks(future, person),
        "parts": parts(future, person),
    }


def _outcomes(future: Future, person: Person | None) -> list[Reached]:
    """The most pressing first where the reader may see scores, else in the order of the future."""
    rows = DesiredOutcome.objects.visible_to(person).filter(future=future)
    found = list(rows.order_by("position", "id"))
    counted = DesiredOutcome.objects.filter(pk__in=[row.pk for row in found]).order_by()
    spoke = dict(counted.annotate(n=Count("ratings")).values_list("pk", "n"))
    done = dict(counted.annotate(n=Count("attainments")).values_list("pk", "n"))
    scores = {}
    if may(person, Permission.SEE_LANDSCAPE):
        scores = {row.outcome.pk: row for row in landscape(person, future=future).rows}
    lines = []
    for row in found:
        score = scores.get(row.pk)
        lines.append(
            Reached(
                row,
                max(spoke[row.pk], done[row.pk]),
                done[row.pk],
                measure_words(row) if row.measure else "",
                score.score if score else None,
                score.interval.low if score else None,
                score.interval.high if score else None,
            )
        )
    return sorted(lines, key=lambda line: -(line.score or 0))


def _thanks(future: Future, person: Person | None) -> list[str]:
    """Whom this rests on, in numbers: names are given where people agreed to it, not here."""
    ideas = Idea.objects.visible_to(person).filter(
        outcome_links__outcome__future=future, state=Idea.State.PUBLISHED
    )
    ideas = Idea.objects.filter(pk__in=ideas.values("pk"))
    found = ideas.aggregate(n=Count("pk"), votes=Sum("votes"), said=Sum("comments"))
    raters = Rating.objects.filter(outcome__future=future).values("person").distinct().count()
    lines = [
        (raters, ngettext("%(n)s person who rated", "%(n)s people who rated", raters)),
        (found["n"], ngettext("%(n)s idea", "%(n)s ideas", found["n"])),
        (found["votes"] or 0, ngettext("%(n)s vote", "%(n)s votes", found["votes"] or 0)),
        (found["said"] or 0, ngettext("%(n)s comment", "%(n)s comments", found["said"] or 0)),
    ]
    return [text % {"n": number(count)} for count, text in lines if count]


def parts(future: Future, person: Person | None) -> list[Part]:
    """What each role can do next for this future."""
    here = reverse("future", args=[future.slug])
    role = Role(person.role) if person is not None and person.is_active else None
    rate = (_("Say which outcomes matter to you, and how well they are served today"), here)
    sight = (
        _("See what is being made for which outcome"),
        f"{reverse('sight')}?future={future.slug}",
    )
    idea = (_("Bring an idea that serves one of the outcomes"), reverse("idea_new"))
    found = [
        Part(_("Customers"), [rate, idea], role == Role.CUSTOMER),
        Part(
            _("Contributors"),
            [idea, (_("Talk with others about their ideas"), reverse("home"))],
            role == Role.CONTRIBUTOR,
        ),
        Part(
            _("The team"),
            [
                (_("Start a project for an outcome that is served worst"), reverse("landscape")),
                (_("Link what has no line to a customer"), reverse("sight_audit")),
                sight,
            ],
            role == Role.TEAM,
        ),
        Part(
            _("Stewards"),
            [
                (_("Decide at the gates, and stop what serves nobody"), reverse("sight_audit")),
                (_("Show whether the promises are kept"), reverse("sight_promises", args=[future.slug])),
            ],
            role in (Role.STEWARD, Role.ADMIN),
        ),
        Part(
            _("Partners and suppliers"),
            [(_("Read where customers want to be, and tell us what you can bring to it"), here), idea],
            False,
        ),
    ]
    if not may(person, Permission.SEE_PORTFOLIO):  # links that would lead nowhere
        found[2:4] = [Part(one.role, [(text, "") for text, _url in one.deeds], False) for one in found[2:4]]
    if future.group in ("partners", "suppliers"):
        found.insert(0, found.pop())
    return found
