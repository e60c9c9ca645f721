"""How fast the team answers what customers write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import isnan

from desireline.kit.moments.api import as_moment
from desireline.listen.addresses import address_of
from desireline.listen.ideas.api import Idea
from desireline.prove.recognition.api import first_response, promise
from desireline.prove.scorecard.facts import DAY, Dated, Fact, followed
from desireline.prove.scorecard.measure import Named, Scope, upto, whole
from desireline.prove.scorecard.people import names
from desireline.prove.scorecard.spans import Span

EVER = 600  # months


def waits(scope: Scope) -> Dated:
    """One fact for each idea of a customer: since it was posted, until somebody of our own first answered it."""
    return scope.narrowed(scope.once(_all))


@whole
def _all(scope: Scope) -> Dated:
    found = first_response(EVER, everyone=True)
    rows = zip(
        found.ideas.tolist(),
        found.authors.tolist(),
        found.came.tolist(),
        found.answered.tolist(),
        strict=True,
    )
    return Dated(
        [
            Fact(
                idea, as_moment(came), not isnan(end), 0.0, idea, who, None if isnan(end) else as_moment(end)
            )
            for idea, who, came, end in rows
        ]
    )


def answered(scope: Scope, span: Span) -> Sequence[Fact]:
    """Ideas of these months: days until the first answer, or for as long as they have waited."""
    end = upto(scope, span)
    return [followed(fact, end) for fact in scope.once(waits).between(span.start, end)]


def kept_promise(scope: Scope, span: Span) -> Sequence[Fact]:
    """Ideas whose promised days ended in these months, and whether there was an answer within them."""
    within = timedelta(days=promise())
    found = scope.once(waits).between(span.start - within, upto(scope, span) - within)
    return [
        Fact(
            key, at, end is not None and end <= at + within,
            ((end or at + within) - at).total_seconds() / DAY, about, who, end,
        )
        for key, at, _hit, _weight, about, who, end in found
    ]  # fmt: skip


def named(scope: Scope, facts: Sequence[Fact]) -> dict[int, Named]:
    rows = Idea.objects.visible_to(scope.person).filter(pk__in=[fact.about for fact in facts])
    found = {pk: (title, address_of(pk, slug)) for pk, title, slug in rows.values_list("pk", "title", "slug")}
    said = names(fact.person for fact in facts)
    return {
        fact.key: Named(*found[fact.about], said.get(fact.person, ""))
        for fact in facts
        if fact.about in found
    }
