"""Candidates as the team looks through them: by outcome or theme, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from desireline.futures.outcomes.api import DesiredOutcome, Rating
from desireline.kit.paging.api import Page, decode, number_in, page_of
from desireline.listen.ideas.api import Idea
from desireline.maths.leads import layers
from desireline.people.audiences.api import Audience
from desireline.people.identity.api import Person
from desireline.understand.leads.models import LeadDecision, LeadScore
from desireline.understand.leads.scoring import AXES
from desireline.understand.leads.who import may_be
from desireline.understand.themes.models import Level, Saying, Theme, ThemeOutcome

SIZE = 24
SMALL = 3  # people of an account who are here: a small one
SORTS = ("front", *AXES)
STATES = ("open", "confirmed", "declined", "all")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list is narrowed to. `state` one of STATES, `sort` one of SORTS; `front`: only who is on the front."""

    outcome: DesiredOutcome | None = None
    theme: Theme | None = None
    small: bool = False
    front: bool = False
    state: str = "open"
    sort: str = "front"

    @property
    def partly(self) -> bool:
        """Not everybody is compared with everybody."""
        return bool(self.outcome or self.theme or self.small)


@dataclass(frozen=True, slots=True)
class Candidates:
    """A page of candidates; `front` are the ids of those whom nobody among the compared is ahead of in everything."""

    page: Page[LeadScore]
    compared: int
    front: set[int]


def candidates(wanted: Narrowed, *, cursor: str | None = None, size: int = SIZE) -> Candidates:
    """Who is asked for, with person and account."""
    who = Person.objects.filter(may_be(), pk=OuterRef("person"))
    rows = _about(LeadScore.objects.filter(Exists(who)), wanted)
    if wanted.partly:
        known = list(rows.values_list("pk", *AXES))
        found = layers(np.round(np.array([row[1:] for row in known], np.float64).reshape(-1, 3), 4), most=2)
        compared, front = len(known), {row[0] for row, layer in zip(known, found, strict=True) if layer == 1}
    else:
        compared, front = rows.count(), set(rows.filter(layer=1).values_list("pk", flat=True))
    if wanted.front:
        rows = rows.filter(pk__in=front)
    return Candidates(_paged(_in_state(rows, wanted.state), wanted.sort, cursor, size), compared, front)


def _about(rows: QuerySet[LeadScore], wanted: Narrowed) -> QuerySet[LeadScore]:
    if wanted.outcome:
        themes = Theme.objects.filter(
            pk__in=ThemeOutcome.objects.filter(outcome=wanted.outcome).values("theme"), gone__isnull=True
        )
        rated = Rating.objects.filter(
            outcome=wanted.outcome, importance__isnull=False, satisfaction__isnull=False
        )
        either = Q(person__in=rated.values("person"))
        for theme in themes:
            either |= _engaged(theme)
        rows = rows.filter(either)
    if wanted.theme:
        rows = rows.filter(_engaged(wanted.theme))
    if wanted.small:
        few = Person.objects.filter(account__isnull=False, erased__isnull=True).values("account").order_by()
        few = few.annotate(n=Count("pk")).filter(n__lte=SMALL).values("account")
        rows = rows.filter(Q(person__account__isnull=True) | Q(person__account__in=few))
    return rows


def _engaged(theme: Theme) -> Q:
    """Who brought, discussed or supported what is said in the theme, where all of the team may see it."""
    said = Saying.objects.filter(**{Level(theme.level).column: theme})
    said = said.exclude(idea__board__audience__kind=Audience.Kind.NAMED)
    ideas = Idea.objects.filter(pk__in=said.filter(comment__isnull=True).values("idea"))
    return (
        Q(person__in=ideas.values("author"))
        | Q(person__in=ideas.values("vote_rows__person"))
        | Q(person__in=said.filter(comment__isnull=False).values("comment__author"))
    )


def standing() -> QuerySet[LeadDecision]:
    """The decisions that stand: not undone, and the last one about the same person and subject."""
    rows: Any = LeadDecision.objects.filter(undone_at__isnull=True)
    same = {"outcome_or_0": Coalesce("outcome", 0), "theme_or_0": Coalesce("theme", 0)}
    later = rows.annotate(**same).filter(
        person=OuterRef("person"),
        outcome_or_0=OuterRef("outcome_or_0"),
        theme_or_0=OuterRef("theme_or_0"),
        pk__gt=OuterRef("pk"),
    )
    found: QuerySet[LeadDecision] = rows.annotate(**same).filter(~Exists(later))
    return found


def _in_state(rows: QuerySet[LeadScore], state: str) -> QuerySet[LeadScore]:
    if state == "all":
        return rows
    decided = standing()
    if state == "open":
        return rows.exclude(person__in=decided.values("person"))
    return rows.filter(person__in=decided.filter(verdict=state).values("person"))


def _paged(rows: QuerySet[LeadScore], sort: str, cursor: str | None, size: int) -> Page[LeadScore]:
    axis = "ahead" if sort == "front" else sort
    after = decode(cursor, length=3)
    if (
        after
        and (layer := number_in(after[0]))
        and type(value := after[1]) is float
        and (pk := number_in(after[2]))
    ):
        behind = Q(**{f"{axis}__lt": value}) | Q(**{axis: value, "pk__gt": pk})
        rows = rows.filter(Q(layer__gt=layer) | (Q(layer=layer) & behind) if sort == "front" else behind)
    order = (["layer"] if sort == "front" else []) + [f"-{axis}", "pk"]
    ids = list(
        rows.order_by(*order).values_list("pk", flat=True)[: size + 1]
    )  # no join: in the order of an index
    known = LeadScore.objects.select_related("person__account").in_bulk(ids)
    return page_of(
        [known[pk] for pk in ids if pk in known],
        size=size,
        key=lambda one: [one.layer, getattr(one, axis), one.pk],
    )


def confirmed_leads(*, outcome: DesiredOutcome | None = None, theme: Theme | None = None) -> list[Person]:
    """The people whom the team confirmed as lead customers, by name: of the outcome (and of themes that are about it),
    of the theme, or of anything where neither is given. Who opted out is not among them.
    """
    rows = standing().filter(verdict=LeadDecision.Verdict.CONFIRMED)
    if outcome:
        about = ThemeOutcome.objects.filter(outcome=outcome).values("theme")
        rows = rows.filter(Q(outcome=outcome) | Q(theme__in=about))
    if theme:
        rows = rows.filter(theme=theme)
    people: Any = Person.objects.filter(may_be(), pk__in=rows.values("person")).select_related("account")
    return list(people.order_by("name", "pk"))
