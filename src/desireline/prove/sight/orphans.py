"""What has no line of sight: projects, outcomes, ideas and themes; what costs most comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desireline.codevelop.projects.api import Project, ProjectOrigin
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.paging.api import Page, decode, page_of
from desireline.listen.addresses import address_of
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.prove.sight.lines import Traced, heard
from desireline.prove.sight.models import Justification
from desireline.prove.sight.rules import Break
from desireline.understand.themes.api import Level, Saying, Theme, ThemeOutcome

SIZE = 20  # of each kind on a page
KINDS = ("project", "outcome", "idea", "theme")
STAGES = ("planned", "started")


@dataclass(frozen=True, slots=True)
class Orphan:
    """Something that serves nobody as far as we know: why, and what was said to it. `days` of effort, if known.

    `key` sorts those of a kind, and is where a page of them begins.
    """

    kind: str
    id: int
    label: str
    url: str
    why: str
    key: tuple[float, ...]
    days: int | None = None
    stoppable: bool = False
    justified: Justification | None = None


@dataclass(frozen=True, slots=True)
class Orphans:
    """A page of the orphans of one kind, and one of those that somebody justified; the totals count all of them."""

    kind: str
    waiting: Page[Orphan]
    answered: Page[Orphan]
    total: int
    justified_total: int

    @property
    def rows(self) -> Sequence[Orphan]:
        return self.waiting.rows

    @property
    def justified(self) -> Sequence[Orphan]:
        return self.answered.rows


@dataclass(frozen=True, slots=True)
class Start:
    """Where the pages begin: after these cursors, or at the top."""

    waiting: str | None = None
    answered: str | None = None


TOP = Start()


def break_words() -> dict[Break, str]:
    return {
        Break.OUTCOME_ARCHIVED: _("Its outcome was archived."),
        Break.FUTURE_ARCHIVED: _("Its future was archived."),
        Break.FUTURE_UNPUBLISHED: _("Its future is not published."),
        Break.UNHEARD: _("No customer has rated or reached its outcome."),
    }


def projects(lines: Iterable[Traced], start: Start = TOP) -> Orphans:
    """Projects whose line breaks: the dearest first, those of which nobody knows the effort after them."""
    words = break_words()
    order = list(Break)
    broken = [(one, one.broken) for one in lines if one.broken is not None]
    found = [
        Orphan(
            "project",
            one.project.pk,
            one.project.title,
            reverse("project", args=[one.project.slug]),
            words[why],
            (-(one.days or 0), order.index(why), one.project.entered.timestamp(), one.project.pk),
            one.days,
            stoppable=True,
        )
        for one, why in broken
    ]
    return _sorted_out("project", found, start)


def outcomes(person: Person, start: Start = TOP) -> Orphans:
    """Outcomes that no customer rated and that no idea, theme or project serves."""
    ideas = Idea.objects.filter(outcome_links__outcome=OuterRef("pk"))
    themes = ThemeOutcome.objects.filter(outcome=OuterRef("pk"), theme__gone__isnull=True)
    made = Project.objects.filter(outcome=OuterRef("pk")).exclude(state=Project.State.STOPPED)
    rows = DesiredOutcome.objects.visible_to(person).filter(~Exists(ideas), ~Exists(themes), ~Exists(made))
    found = list(rows)
    voices = heard([row.pk for row in found])
    why = _("No customer rated it, and nothing serves it.")
    return _sorted_out(
        "outcome",
        [
            Orphan(
                "outcome",
                row.pk,
                row.statement,
                reverse("outcome", args=[row.slug]),
                why,
                (row.created.timestamp(), row.pk),
            )
            for row in found
            if row.pk not in voices
        ],
        start,
    )


def ideas(person: Person, start: Start = TOP) -> Orphans:
    """Ideas that are planned or started, without an outcome and without a project; the most supported first.

    There may be as many as ideas: the database sorts them, and only a page of them is read.
    """
    rows = unserved(person)
    said = _said("idea")
    waiting = rows.exclude(pk__in=said) if said else rows
    answered = sorted(
        (replace(one, justified=said[one.id]) for one in _read_ideas(rows.filter(pk__in=said))),
        key=lambda one: one.key,
    )
    return Orphans(
        "idea",
        page_of(_read_ideas(_after(waiting, start.waiting)), size=SIZE, key=lambda one: one.key),
        _page(answered, start.answered),
        waiting.count(),
        len(answered),
    )


def unserved(person: Person) -> Any:
    """The rows of `ideas`. What projects grew out of is asked once, and not for each idea."""
    grown = ProjectOrigin.objects.filter(idea__isnull=False)
    return (
        Idea.objects.visible_to(person)
        .filter(
            state=Idea.State.PUBLISHED, archived=False, status__stage__in=STAGES, outcome_links__isnull=True
        )
        .exclude(pk__in=grown.values("idea"))
        .exclude(pk__in=grown.filter(idea__merged_into__isnull=False).values("idea__merged_into"))
        .annotate(support=F("votes") + F("imported_votes"))
        .order_by()
    )


def _after(rows: Any, cursor: str | None) -> Any:
    """A page and one more, after the cursor."""
    after = decode(cursor, length=2)
    if after and all(type(value) is int for value in after):
        support, pk = -after[0], -after[1]
        rows = rows.filter(Q(support__lt=support) | Q(support=support, pk__lt=pk))
    return rows.order_by("-support", "-pk")[: SIZE + 1]


def _read_ideas(rows: Any) -> list[Orphan]:
    return [
        Orphan(
            "idea",
            pk,
            title,
            address_of(pk, slug),
            ngettext("%(status)s, %(n)s vote, for no outcome.", "%(status)s, %(n)s votes, for no outcome.", n)
            % {"status": status, "n": n},
            (-n, -pk),
        )
        for pk, title, slug, status, n in rows.values_list("pk", "title", "slug", "status__name", "support")
    ]


def themes(person: Person, start: Start = TOP) -> Orphans:
    """What is said over and over, and is about no outcome; the most said first."""
    said = Saying.objects.visible_to(person).filter(middle__isnull=False).exclude(digest=b"").order_by()
    counted: dict[Any, int] = dict(said.values("middle").annotate(n=Count("pk")).values_list("middle", "n"))
    linked = ThemeOutcome.objects.filter(theme=OuterRef("pk"))
    rows = Theme.objects.filter(~Exists(linked), level=Level.MIDDLE, gone__isnull=True, pk__in=counted)
    return _sorted_out(
        "theme",
        [
            Orphan(
                "theme",
                row.pk,
                row.shown_name,
                reverse("theme", args=[row.pk]),
                ngettext(
                    "Said %(n)s time, about no outcome.",
                    "Said %(n)s times, about no outcome.",
                    counted[row.pk],
                )
                % {"n": counted[row.pk]},
                (-counted[row.pk], row.pk),
            )
            for row in rows.only("id", "name", "own_name")
        ],
        start,
    )


def _sorted_out(kind: str, found: list[Orphan], start: Start) -> Orphans:
    """Those that somebody justified come apart from those that wait."""
    said = _said(kind) if found else {}
    found.sort(key=lambda one: one.key)
    waiting = [one for one in found if one.id not in said]
    answered = [replace(one, justified=said[one.id]) for one in found if one.id in said]
    return Orphans(
        kind,
        _page(waiting, start.waiting),
        _page(answered, start.answered),
        len(waiting),
        len(answered),
    )


def _said(kind: str) -> dict[int, Justification]:
    """Why things of a kind are right without a line, by their number."""
    rows = Justification.objects.filter(undone_at__isnull=True, **{f"{kind}__isnull": False})
    return {getattr(row, f"{kind}_id"): row for row in rows.select_related("by")}


def _page(found: list[Orphan], cursor: str | None) -> Page[Orphan]:
    after = decode(cursor, length=len(found[0].key)) if found else None
    if after and all(type(value) in (int, float) for value in after):
        found = [one for one in found if one.key > tuple(after)]
    return page_of(found[: SIZE + 1], size=SIZE, key=lambda one: one.key)
