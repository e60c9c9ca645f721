"""Exports in the browser: asked for, written by a job, kept for a day, and taken away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Job, Progress, enqueue
from desireline.people.roles.api import Permission, must
from desireline.reach.exports.models import Export
from desireline.reach.exports.writing import write

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

State = Export.State
ASKED = (State.WAITING, State.RUNNING, State.FAILED)
KEPT = timedelta(days=1)


def folder() -> Path:
    """Where the archives lie. Nobody else on the machine may look into it."""
    found = Path(settings.DATA) / "exports"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path_of(export: Export) -> Path:
    return folder() / f"{export.key}.zip"


def under_way() -> Job | None:
    """The job that writes, or waits to."""
    return Job.objects.filter(key="export", finished__isnull=True).first()


@transaction.atomic
def start(*, by: Person, all_projects: bool = False) -> Export:
    """Have a job write everything; confidential projects with `all_projects` alone. Refused while another export is
    being written.
    """
    must(by, Permission.IMPORT)
    if all_projects:
        must(by, Permission.EDIT_PORTFOLIO)
    if under_way() is not None:
        raise Refused(_("An export is being written already."))
    export = Export.objects.create(key=token_urlsafe(24), by=by, confidential=all_projects)
    enqueue("exports.write", {"export": export.pk}, key="export", by=by.pk)
    return export


def noted() -> Export:
    """Somebody at the terminal has an export with confidential projects written: that it was, stays here."""
    return Export.objects.create(
        key=token_urlsafe(24), confidential=True, state=State.GONE, ready=timezone.now()
    )


def with_confidential() -> list[Export]:
    """Who had confidential projects written, and when; the newest."""
    return list(Export.objects.filter(confidential=True).select_related("by").order_by("-pk")[:50])


def make(pk: int, progress: Progress) -> None:
    """Write the archive of a wish. A failure is told on the page, and raised for the page of jobs."""
    export = Export.objects.filter(pk=pk).filter(state__in=ASKED).first()
    if export is None:
        return
    rows = Export.objects.filter(pk=pk)
    rows.update(state=State.RUNNING)
    try:
        found = write(path_of(export), progress=progress, all_projects=export.confidential)
    except Exception:
        rows.update(state=State.FAILED)
        raise
    if not rows.exclude(state=State.GONE).update(
        state=State.READY, ready=timezone.now(), rows=sum(found.values()), size=path_of(export).stat().st_size
    ):
        path_of(export).unlink(missing_ok=True)  # deleted while it was written


@transaction.atomic
def delete(export: Export, *, by: Person) -> None:
    """Take the archive away."""
    must(by, Permission.IMPORT)
    _drop(export)


def _drop(export: Export) -> None:
    path = path_of(export)
    if export.confidential:
        Export.objects.filter(pk=export.pk).update(state=State.GONE)
    else:
        export.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def sweep() -> int:
    """Take away what is older than a day, and files that nobody asked for. Returns how many exports went."""
    old = list(Export.objects.filter(made__lt=timezone.now() - KEPT).exclude(state=State.GONE))
    for export in old:
        with transaction.atomic():
            _drop(export)
    named = {path_of(export).name for export in Export.objects.exclude(state=State.GONE)}
    for path in folder().iterdir():
        if path.name.removesuffix(".part") not in named:
            path.unlink(missing_ok=True)
    return len(old)
