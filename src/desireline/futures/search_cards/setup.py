from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from desireline.engines.search.api import CARDS, Source, delete, refresh
from desireline.futures.futures.models import Future
from desireline.futures.outcomes.models import CustomerScenario, DesiredOutcome, ScenarioStep
from desireline.futures.search_cards import cards

CARDS.add(
    "future",
    Source("future", _("Futures"), cards.future_ids, cards.future_cards, cards.futures_seen, "compass", 10),
)
CARDS.add(
    "outcome",
    Source(
        "outcome",
        _("Desired outcomes"),
        cards.outcome_ids,
        cards.outcome_cards,
        cards.outcomes_seen,
        "target",
        20,
    ),
)


@receiver(post_save, sender=Future)
def _future(instance: Future, raw: bool = False, **_more: Any) -> None:
    if not raw:
        refresh("future", [instance.pk])
        refresh("outcome", instance.outcomes.values_list("pk", flat=True))


@receiver(post_save, sender=DesiredOutcome)
def _outcome(instance: DesiredOutcome, raw: bool = False, **_more: Any) -> None:
    if not raw:
        refresh("outcome", [instance.pk])


@receiver([post_save, post_delete], sender=ScenarioStep)
def _step(instance: ScenarioStep, raw: bool = False, **_more: Any) -> None:
    found = (
        CustomerScenario.objects.filter(pk=instance.scenario_id).values_list("outcome_id", flat=True).first()
    )
    if found and not raw:
        refresh("outcome", [found])


@receiver(post_delete, sender=Future)
@receiver(post_delete, sender=DesiredOutcome)
def _gone(sender: Any, instance: Any, **_more: Any) -> None:
    delete(f"{'future' if sender is Future else 'outcome'}:{instance.pk}")
