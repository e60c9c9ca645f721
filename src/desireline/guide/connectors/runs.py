"""Runs of sources: written down when they begin, and how they ended."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.engines.warehouse.api import CardFault, locked
from desireline.guide.connectors.models import SourceRun
from desireline.guide.connectors.reading import SourceFault
from desireline.guide.connectors.secrets import Secrets
from desireline.guide.connectors.syncing import home
from desireline.kit.errors import Refused

log = structlog.get_logger("connect")
KEPT = 50  # runs of each source and kind
State = SourceRun.State
TOLD = (SourceFault, CardFault, Refused, FileNotFoundError, ValueError)  # their words are for people


class Failed(Exception):  # noqa: N818 - it reads as what happened
    """A run failed. The message holds no secrets."""


@contextmanager
def run(source: str, *, kind: str, by: int | None, secrets: Secrets) -> Iterator[SourceRun]:
    """Write a run down, and how it ends. Raises Failed, redacted, for anything that goes wrong inside."""
    row = SourceRun.objects.create(source=source, kind=kind, by_id=by)
    try:
        yield row
    except Exception as error:
        told = secrets.redact(_told(error))
        end(row, State.FAILED, error=told)
        log.warning("source failed", source=source, run=row.pk, error=told.splitlines()[0] if told else "")
        log.debug("where", trace=secrets.redact(traceback.format_exc()))
        raise Failed(told) from None
    end(row, State.GOOD)


def end(row: SourceRun, state: str, *, error: str = "") -> None:
    row.state, row.finished, row.error = state, timezone.now(), error[:4000]
    row.save()
    old = SourceRun.objects.filter(source=row.source, kind=row.kind).order_by("-started")
    SourceRun.objects.filter(pk__in=list(old.values_list("pk", flat=True)[KEPT:])).delete()


def _told(error: BaseException) -> str:
    """What went wrong, in the words of the innermost cause: those around it tell about machinery."""
    inner: BaseException = error
    while not isinstance(inner, TOLD) and (inner.__cause__ or inner.__context__):
        inner = inner.__cause__ or inner.__context__ or inner
    if isinstance(inner, TOLD):
        return str(inner)
    text = str(inner).strip().partition("\n(Background on this error")[0].partition("\n[SQL:")[0]
    return f"{type(inner).__name__}: {text}" if text else type(inner).__name__


def bury_the_dead() -> int:
    """Runs that are called running while nobody writes to the warehouse were killed. How many."""
    going = SourceRun.objects.filter(state=State.RUNNING, started__lt=timezone.now() - timedelta(seconds=10))
    if not going.exists() or locked(home()):
        return 0
    return going.update(
        state=State.FAILED,
        finished=timezone.now(),
        error=_("It was stopped in the middle."),
    )


def last(source: str, *, kind: str = "sync", **how: Any) -> SourceRun | None:
    """The newest run of a source."""
    return SourceRun.objects.filter(source=source, kind=kind, **how).order_by("-started", "-pk").first()
