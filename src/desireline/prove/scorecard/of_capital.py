"""What stays with us beyond the projects: customers who are ahead, and things that can be used again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from desireline.prove.portfolio.api import counted
from desireline.prove.scorecard.facts import Fact
from desireline.prove.scorecard.given import kept_page
from desireline.prove.scorecard.measure import Named, Scope, upto
from desireline.prove.scorecard.people import active, customers
from desireline.prove.scorecard.spans import Span

Decision = tuple[datetime, int, bool, datetime | None]


def decisions(scope: Scope) -> dict[int, dict[tuple[Any, Any], list[Decision]]]:
    """By customer and subject, what was decided about them as lead customers, in order."""
    told = (
        "pk",
        *(f"lead_decisions__{name}" for name in ("outcome", "theme", "at", "pk", "verdict", "undone_at")),
    )
    rows: Any = customers().filter(lead_decisions__isnull=False).order_by("lead_decisions__pk")
    found: dict[int, dict[tuple[Any, Any], list[Decision]]] = {}
    for person, outcome, theme, at, pk, verdict, undone in rows.values_list(*told):
        about = found.setdefault(person, {}).setdefault((outcome, theme), [])
        about.append((at, pk, verdict == "confirmed", undone))
    return found


def opted(scope: Scope) -> dict[int, list[tuple[datetime, datetime | None]]]:
    """When who did not want to be looked at."""
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    rows: Any = customers().filter(lead_opt_outs__isnull=False)
    for person, since, ended in rows.values_list("pk", "lead_opt_outs__at", "lead_opt_outs__ended"):
        found.setdefault(person, []).append((since, ended))
    return found


def leads(scope: Scope, end: datetime) -> set[int]:
    """Who was a confirmed lead customer at a moment."""
    out = {
        person
        for person, spans in scope.once(opted).items()
        if any(since < end and (ended is None or ended >= end) for since, ended in spans)
    }
    return {
        person
        for person, subjects in scope.once(decisions).items()
        if person not in out and any(_confirmed(one, end) for one in subjects.values())
    }


def _confirmed(decided: Sequence[Decision], end: datetime) -> bool:
    standing = [one for one in decided if one[0] < end and (one[3] is None or one[3] >= end)]
    return bool(standing) and standing[-1][2]


def engaged(scope: Scope, span: Span) -> Sequence[Fact]:
    """Lead customers who said something in these months."""
    ahead = leads(scope, upto(scope, span))
    return [fact for fact in active(scope, span) if fact.person in ahead]


def engaged_page(scope: Scope, span: Span, after: tuple[datetime, int] | None, size: int) -> list[Fact]:
    """Some of them, from what the night kept."""
    return kept_page(scope, span, after, size, only=leads(scope, upto(scope, span)))


def shown(scope: Scope) -> list[tuple[Any, ...]]:
    """Artefacts that may be used again: made for the showcase. Whether they are for it is known as of today only."""
    rows: Any = counted(scope.person).filter(confidential=False, artefacts__in_showcase=True)
    told = (
        "artefacts__pk",
        "artefacts__at",
        "artefacts__removed_at",
        "shown",
        "artefacts__title",
        "title",
        "slug",
    )
    return list(rows.order_by("artefacts__pk").values_list(*told))


def reusable(scope: Scope, span: Span) -> Sequence[Fact]:
    """Those that stood in the showcase at the end of the months."""
    end = upto(scope, span)
    return [
        Fact(pk, max(at, since), about=pk)
        for pk, at, removed, since, *_words in scope.once(shown)
        if since is not None and max(at, since) < end and (removed is None or removed >= end)
    ]


def reusable_named(scope: Scope, facts: Sequence[Fact]) -> dict[int, Named]:
    said = {}
    for pk, _at, _removed, _since, title, project, slug in scope.once(shown):
        said[pk] = Named(title, reverse("artefact", args=[slug, pk]), project)
    return {fact.key: said[fact.about] for fact in facts if fact.about in said}
