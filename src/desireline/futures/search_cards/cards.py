"""What search knows of futures and desired outcomes: those that are published, for the audience of the future."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desireline.engines.search.api import Card
from desireline.futures.futures.models import Future
from desireline.futures.outcomes.models import DesiredOutcome
from desireline.kit.text.api import plain
from desireline.people.audiences.api import card_token
from desireline.people.identity.api import Person

_TEXTS = ("desired_state", "present_context", "story", "promise_value", "promise_access", "promise_choice")


def future_ids() -> list[int]:
    return list(Future.objects.order_by("id").values_list("id", flat=True))


def outcome_ids() -> list[int]:
    return list(DesiredOutcome.objects.order_by("id").values_list("id", flat=True))


def future_cards(ids: Sequence[int]) -> Iterable[Card]:
    for row in Future.objects.filter(pk__in=ids, published__isnull=False, archived__isnull=True):
        yield Card(
            key=f"future:{row.pk}",
            type="future",
            title=row.title,
            body=" ".join(plain(getattr(row, name)[:3000]) for name in _TEXTS if getattr(row, name)),
            allow=(card_token(row.audience_id),),
            facets=(f"group:{row.group}",),
            weight=100,
            date=row.published,
            url=f"/futures/{row.slug}",
        )


def outcome_cards(ids: Sequence[int]) -> Iterable[Card]:
    rows = DesiredOutcome.objects.filter(
        pk__in=ids, archived__isnull=True, future__published__isnull=False, future__archived__isnull=True
    )
    for row in rows.select_related("future").prefetch_related("scenarios__steps"):
        scenarios = [
            " ".join([one.title, one.context, *(step.text for step in one.steps.all())])
            for one in row.scenarios.all()
        ]
        yield Card(
            key=f"outcome:{row.pk}",
            type="outcome",
            title=row.statement,
            body=" ".join(filter(None, (plain(row.why[:3000]), row.measure, *scenarios))),
            allow=(card_token(row.future.audience_id),),
            facets=(f"future:{row.future_id}",),
            weight=50,
            date=row.created,
            url=f"/outcomes/{row.slug}",
        )


def futures_seen(reader: Person | None, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    rows = Future.objects.visible_to(reader).filter(
        pk__in=ids, published__isnull=False, archived__isnull=True
    )
    return {pk: {} for pk in rows.values_list("pk", flat=True)}


def outcomes_seen(reader: Person | None, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    rows = DesiredOutcome.objects.visible_to(reader).filter(pk__in=ids)
    return {pk: {"place": title} for pk, title in rows.values_list("pk", "future__title")}
