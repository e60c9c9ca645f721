"""Stages: the six of the default, until the organisation shapes its own."""

from __future__ import annotations

from django.db import transaction

from desireline.codevelop.stages.defaults import SIX
from desireline.codevelop.stages.models import Criterion, Deliverable, Gatekeeper, Stage
from desireline.codevelop.stages.verbs import (
    add_criterion,
    add_deliverable,
    add_stage,
    appoint,
    archive,
    archive_stage,
    change_criterion,
    change_deliverable,
    change_stage,
    move_stage,
    restore_stage,
)

__all__ = [
    "Criterion",
    "Deliverable",
    "Gatekeeper",
    "Stage",
    "add_criterion",
    "add_deliverable",
    "add_stage",
    "appoint",
    "archive",
    "archive_stage",
    "change_criterion",
    "change_deliverable",
    "change_stage",
    "move_stage",
    "restore_stage",
    "stages",
]


def stages() -> list[Stage]:
    """The stages in their order. An instance without any gets the six of the default."""
    found = list(Stage.objects.filter(archived__isnull=True))
    if found or Stage.objects.exists():
        return found
    return _first()


@transaction.atomic
def _first() -> list[Stage]:
    for position, one in enumerate(SIX):
        stage, made = Stage.objects.get_or_create(
            slug=one.slug,
            defaults={"name": one.name, "purpose": one.purpose, "days": one.days, "position": position},
        )
        if not made:
            continue
        Criterion.objects.bulk_create(
            [
                *(
                    Criterion(stage=stage, text=text, must=True, position=n)
                    for n, text in enumerate(one.must)
                ),
                *(Criterion(stage=stage, text=text, position=50 + n) for n, text in enumerate(one.should)),
            ]
        )
        Deliverable.objects.bulk_create(
            [Deliverable(stage=stage, text=text, position=n) for n, text in enumerate(one.deliverables)]
        )
    return list(Stage.objects.filter(archived__isnull=True))
