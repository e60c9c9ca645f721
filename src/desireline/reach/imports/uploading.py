"""Imports in the browser: an upload is kept, looked at, brought in and undone by jobs."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desireline.engines.files.rules import safe_name
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Progress, enqueue, refusal
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.reach.imports import previewing, running, undoing
from desireline.reach.imports.bringing.plan import Plan, plan_of
from desireline.reach.imports.models import ColumnMapping, ImportBatch
from desireline.reach.imports.telling import kept_refusal, shown
from desireline.reach.imports.words import Refusal

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

State = ImportBatch.State
GIB = 1024**3
MOST = 4 * GIB  # as much as an archive may be, see guards.LIMITS


def keep(files: Sequence[UploadedFile[Any]], *, by: Person, source: str = "") -> ImportBatch:
    """Keep uploaded files and let a job look at them. Refused for what cannot be an archive."""
    must(by, Permission.IMPORT)
    if not files:
        raise Refused(_("Choose the file that the earlier tool exported."), field="files")
    if sum(one.size or 0 for one in files) > MOST:
        raise Refused(
            _("At most 4 GiB can be uploaded. Use “desireline import FILE” on the server."), field="files"
        )
    folder = Path(settings.DATA) / "imports" / token_urlsafe(12)
    folder.mkdir(parents=True, mode=0o700)
    try:
        paths = [_write(folder, number, one) for number, one in enumerate(files)]
        name = " + ".join(safe_name(str(one.name)) for one in files)
        with transaction.atomic():
            batch = running.start(paths, by=by, plan=Plan(source=source), name=name, kept=folder)
            look_again(batch)
    except Refusal as refusal:
        shutil.rmtree(folder, ignore_errors=True)
        raise Refused(shown(refusal), field="files") from refusal
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return batch


def _write(folder: Path, number: int, upload: UploadedFile[Any]) -> Path:
    name = safe_name(str(upload.name or "file"))
    path = folder / (name if not (folder / name).exists() else f"{number}-{name}")
    with path.open("wb") as out:
        for chunk in upload.chunks(1 << 20):
            out.write(chunk)
    return path


def look_again(batch: ImportBatch) -> None:
    """Have a job read the file anew and say what would happen."""
    batch.state, batch.error = State.CHECKING, ""
    batch.save(update_fields=["state", "error"])
    enqueue("imports.check", {"batch": batch.pk}, key=f"imports.check:{batch.pk}", by=batch.by_id)


def decide(batch: ImportBatch, *, by: Person, plan: dict[str, Any]) -> None:
    """Take over what was chosen, remember the columns, and look again."""
    must(by, Permission.IMPORT)
    if batch.state not in (State.READY, State.FAILED, State.CHECKING):
        raise Refused(_("This import runs already."))
    batch.plan = plan_of({**batch.plan, **plan}).as_data()
    with transaction.atomic():
        batch.save(update_fields=["plan"])
        for table in batch.preview.get("columns", ()):
            if table["table"] in batch.plan["mapping"]:
                chosen = batch.plan["mapping"][table["table"]]
                ColumnMapping.objects.update_or_create(key=table["key"], defaults={"mapping": chosen})
        look_again(batch)


def go(batch: ImportBatch, *, by: Person) -> None:
    """Bring it in, by a job."""
    must(by, Permission.IMPORT)
    if batch.state not in (State.READY, State.FAILED) or not batch.path:
        raise Refused(_("There is nothing to bring in here."))
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(state=State.WAITING, by=by, error="")
        enqueue("imports.bring", {"batch": batch.pk}, key=f"imports.bring:{batch.pk}", by=by.pk)


def go_back(batch: ImportBatch, *, by: Person, force: bool) -> None:
    """Undo it, by a job."""
    must(by, Permission.IMPORT)
    undoing.check(batch)
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(state=State.UNDOING, undone_by=by)
        payload = {"batch": batch.pk, "force": force}
        enqueue("imports.undo", payload, key=f"imports.undo:{batch.pk}", by=by.pk)


def look(pk: int, progress: Progress) -> None:
    batch = ImportBatch.objects.select_related("by").get(pk=pk)
    if batch.state == State.CHECKING and batch.by is not None:
        try:
            previewing.check(batch, running.paths_of(batch), by=batch.by, progress=progress)
        except Refused as no:
            ImportBatch.objects.filter(pk=pk).update(state=State.FAILED, error=refusal(no))


def bring(pk: int, progress: Progress) -> None:
    batch = ImportBatch.objects.select_related("by").get(pk=pk)
    if batch.state not in (State.WAITING, State.RUNNING) or batch.by is None:
        return
    try:
        running.carry_out(batch, running.paths_of(batch), by=batch.by, progress=progress)
    except (Refusal, Refused) as no:  # told on its page
        why = kept_refusal(no) if isinstance(no, Refusal) else refusal(no)
        ImportBatch.objects.filter(pk=pk).update(state=State.FAILED, error=why)
        return
    shutil.rmtree(batch.path, ignore_errors=True)


def undo(pk: int, progress: Progress, *, force: bool) -> None:
    batch = ImportBatch.objects.select_related("undone_by").get(pk=pk)
    if batch.state == State.UNDOING and batch.undone_by is not None:
        try:
            undoing.undo(batch, by=batch.undone_by, progress=progress, force=force)
        except Refused as no:  # told on its page
            was = State.FAILED if batch.error else State.DONE
            ImportBatch.objects.filter(pk=pk).update(state=was, error=refusal(no))
