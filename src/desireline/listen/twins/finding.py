"""The nightly look: for each idea that changed since, the ideas that are almost surely the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desireline.engines.search.api import similar
from desireline.kit.jobs.api import Progress
from desireline.listen.closeness.api import everybody, said, thresholds
from desireline.listen.ideas.models import Idea
from desireline.listen.twins.models import Twin, TwinSweep

CHUNK = 50
NEAREST = 8
LAG = timedelta(
    minutes=30
)  # the index may be so far behind the tables: who came within it is looked at again
LOOKING = _("Looking for ideas that say the same")
State = Idea.State


def look(progress: Progress | None = None) -> int:
    """Look at what is new or was edited since the last whole look, from where an interrupted one ended. How many pairs
    are new."""
    progress, sweep = progress or Progress(), _sweep()
    wanted = _changed(sweep)
    total, done, found = wanted.count() + sweep.looked, sweep.looked, 0
    allow = everybody()
    progress.step(done, total, LOOKING)
    while ideas := list(wanted.filter(pk__gt=sweep.upto).order_by("pk")[:CHUNK]):
        near = [(idea, _near(idea, allow)) for idea in ideas]
        done += len(ideas)
        sweep.upto, sweep.looked = ideas[-1].pk, done
        with transaction.atomic():
            found += sum(_keep(idea, twins, edited=_edited(idea, sweep)) for idea, twins in near)
            sweep.save()
        progress.step(done, total, LOOKING)
    sweep.since, sweep.began, sweep.upto, sweep.ended = sweep.began, None, 0, timezone.now()
    sweep.save()
    return found


def _sweep() -> TwinSweep:
    """The one that is going on, or a new one."""
    sweep, _new = TwinSweep.objects.get_or_create(pk=1)
    if sweep.began is None:
        sweep.began, sweep.upto, sweep.looked = timezone.now() - LAG, 0, 0
        sweep.save()
    return sweep


def _changed(sweep: TwinSweep) -> Any:
    rows = Idea.objects.filter(
        state__in=[State.PUBLISHED, State.PENDING],
        archived=False,
        board__archived__isnull=True,
        pk__gt=sweep.upto,
    )
    if sweep.since is None:
        return rows
    return rows.filter(Q(created__gte=sweep.since) | Q(edited__gte=sweep.since))


def _edited(idea: Idea, sweep: TwinSweep) -> bool:
    return sweep.since is not None and idea.edited is not None and idea.edited >= sweep.since


def _near(idea: Idea, allow: tuple[str, ...]) -> Sequence[tuple[int, float]]:
    hits = similar(said(idea), allow=allow, types=("idea",), limit=NEAREST, exclude=(f"idea:{idea.pk}",))
    return [
        (hit.id, hit.closeness)
        for hit in hits
        if hit.closeness >= thresholds(hit.extra.get("board")).preselect
    ]


def _keep(idea: Idea, near: Iterable[tuple[int, float]], *, edited: bool) -> int:
    """New pairs; what an edit made different waits no more. What was decided stays decided."""
    rows = [
        Twin(first_id=min(idea.pk, other), second_id=max(idea.pk, other), closeness=closeness)
        for other, closeness in near
    ]
    if edited:
        others = [other for other, _closeness in near]
        pairs = Twin.objects.filter(Q(first=idea) | Q(second=idea), state=Twin.State.WAITING)
        pairs.exclude(Q(first__in=others) | Q(second__in=others)).delete()
    before = Twin.objects.filter(Q(first=idea) | Q(second=idea)).count()
    Twin.objects.bulk_create(rows, ignore_conflicts=True)
    return Twin.objects.filter(Q(first=idea) | Q(second=idea)).count() - before


def wake() -> int:
    """What was put off comes back when its time has come. Returns how many pairs."""
    late = Twin.objects.filter(state=Twin.State.LATER, until__lte=timezone.now())
    return late.update(state=Twin.State.WAITING, until=None, at=F("at"))
