"""From a file to a batch that is done: opened, read, written, and the jobs that follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desireline.engines.search.api import sources
from desireline.kit.counters.api import recount_all
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Progress, enqueue
from desireline.people.roles.api import Permission, must
from desireline.reach.imports import registry
from desireline.reach.imports.bringing import bulk, rows
from desireline.reach.imports.bringing.context import Run
from desireline.reach.imports.bringing.known import Known
from desireline.reach.imports.bringing.plan import Plan, plan_of
from desireline.reach.imports.bringing.run import bring
from desireline.reach.imports.formats.generic import tables
from desireline.reach.imports.mapping import guess
from desireline.reach.imports.models import ImportBatch, Imported, ImportedChange, ImportedVote, ImportProblem
from desireline.reach.imports.sources import Source, open_source
from desireline.reach.imports.telling import filled, kept_refusal
from desireline.reach.imports.words import Refusal

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

State = ImportBatch.State
_DIGITS = re.compile(r"[\d_.\-() ]*\d[\d_.\-() ]*")
_OPEN = (State.CHECKING, State.READY, State.WAITING, State.RUNNING, State.FAILED)


def start(
    paths: list[Path], *, by: Person, plan: Plan | None = None, name: str = "", kept: Path | None = None
) -> ImportBatch:
    """A batch for these files; the unfinished one of the same files if there is one. `kept` is where an upload waits.

    Raises Refusal for files that cannot be read.
    """
    must(by, Permission.IMPORT)
    with open_source(*paths) as source:
        found = registry.detect(source)[0].format
        system = _system(source, found.system, plan or Plan())
    digest, size = _digest(paths)
    batch = ImportBatch.objects.filter(sha256=digest, system=system, state__in=_OPEN).order_by("-id").first()
    batch = batch or ImportBatch(sha256=digest)
    batch.name, batch.size = (name or " + ".join(path.name for path in paths))[:200], size
    batch.format, batch.system, batch.by = found.key, system, by
    batch.path = str(kept) if kept else ""
    if plan is not None:
        batch.plan = plan.as_data()
    batch.save()
    return batch


def _system(source: Source, system: str, plan: Plan) -> str:
    """Ids are unique within a system: two instances of the same tool are told apart by name."""
    if plan.source:
        return f"{system}:{plan.source}"
    if system == "file":
        return _system_of_tables(source)
    if system == "desireline" and source.has("manifest.json"):
        with source.open("manifest.json") as stream:
            try:
                manifest = orjson.loads(stream.read(source.limits.item))
            except orjson.JSONDecodeError:
                return system
        instance = manifest.get("instance") if isinstance(manifest, dict) else None
        return f"{system}:{instance}"[:80] if instance else system
    return system


def _system_of_tables(source: Source) -> str:
    """Ids of tables belong to files of this name (without numbers and dates) with these columns."""
    found = tables(source)
    columns = "-".join(sorted(guess(table).key for table in found))
    names = " ".join(
        sorted({_DIGITS.sub("", PurePosixPath(member).stem).strip(" -_.()") for member in source.members})
    )
    return f"file:{names[:40]}:{sha256(columns.encode()).hexdigest()[:12]}"


def _digest(paths: list[Path]) -> tuple[str, int]:
    digest, size = sha256(), 0
    for path in paths:
        for part in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if part.is_file():
                size += part.stat().st_size
                with part.open("rb") as stream:
                    while chunk := stream.read(1 << 20):
                        digest.update(chunk)
    return digest.hexdigest(), size


def paths_of(batch: ImportBatch) -> list[Path]:
    """The uploaded files of a batch. Refused when they are gone."""
    folder = Path(batch.path) if batch.path else None
    if folder is None or not folder.is_dir():
        raise Refused(_("The file is no longer kept. Upload it again."))
    return sorted(path for path in folder.iterdir() if path.is_file())


def uploads() -> Path:
    """Where uploads wait until they are brought in."""
    return Path(settings.DATA) / "imports"


def carry_out(batch: ImportBatch, paths: list[Path], *, by: Person, progress: Progress) -> ImportBatch:
    """Bring the files in, or go on with it. Run again after it was done, it changes what the file says anew.

    Raises Refusal where a file cannot be read on; what came before is in and can be undone.
    """
    must(by, Permission.IMPORT)
    batch.state, batch.error, batch.by = State.RUNNING, "", by
    batch.started, batch.finished = batch.started or timezone.now(), None
    batch.save()
    batch.problems.all().delete()
    with open_source(*paths) as source:
        found = registry.format_named(batch.format)
        batch.all = int(source.size * found.passes)
        plan = plan_of(batch.plan)
        run = Run(
            batch=batch.pk, plan=plan, known=Known(batch.system, batch.pk), source=source, now=batch.started,
            label=Path(batch.name).stem or found.label, by=by.pk,
        )  # fmt: skip
        try:
            stream = registry.read(source, found, mapping=plan.mapping or None)
            bring(stream, run, by=by, tell=_teller(batch, source), after=_stepper(batch, progress))
        except Refusal as refusal:
            _close(batch, run, state=State.FAILED, error=kept_refusal(refusal))
            raise
    if found.key == "desireline":
        rows.after(run)
        recount_all(Progress())
        found_again()
    _close(batch, run, state=State.DONE)
    progress.step(batch.all, batch.all)
    return batch


def _teller(batch: ImportBatch, source: Source) -> Callable[[Run], None]:
    def tell(run: Run) -> None:
        batch.done = min(source.consumed, batch.all)
        _note(batch, run)
        ImportBatch.objects.filter(pk=batch.pk).update(done=batch.done, all=batch.all)

    return tell


def _stepper(batch: ImportBatch, progress: Progress) -> Callable[[], None]:
    return lambda: progress.step(batch.done, batch.all, batch.name)


def _note(batch: ImportBatch, run: Run) -> None:
    lines = [
        (
            batch.pk,
            one.where.file[:200],
            one.where.row,
            one.kind,
            one.text.template[:300],
            dict(one.text.facts),
        )
        for one in run.problems
    ]
    bulk.insert("reach.ImportProblem", ("batch_id", "file", "row", "kind", "text", "facts"), lines)
    run.problems.clear()


@transaction.atomic
def _close(batch: ImportBatch, run: Run, *, state: str, error: str = "") -> None:
    _note(batch, run)
    batch.counts, batch.state, batch.error = _counts(batch, run), state, error
    batch.skipped = run.counts["line.wrong"]
    batch.finished, batch.done = timezone.now(), batch.all if state == State.DONE else batch.done
    batch.save()
    follow_up(run.boards)


def _counts(batch: ImportBatch, run: Run) -> dict[str, dict[str, int]]:
    """By kind: created and changed by the batch as a whole (also before it was interrupted), found, and the same."""
    found: dict[str, dict[str, int]] = {}
    for key, number in run.counts.items():
        kind, what = key.rsplit(".", 1)
        if what not in ("created", "changed"):
            found.setdefault(kind, {})[what] = number
    rows = Imported.objects.filter(batch=batch, created=True).values_list("kind").annotate(n=Count("id"))
    made = {**dict(rows.values_list("kind", "n")), "vote": ImportedVote.objects.filter(batch=batch).count()}
    changes = (
        ImportedChange.objects.filter(batch=batch)
        .values_list("table")
        .annotate(n=Count("object_id", distinct=True))
    )
    for kind, number in made.items():
        if number:
            found.setdefault(kind, {})["created"] = number
    for table, number in changes.values_list("table", "n"):
        found.setdefault(table.rsplit(".", 1)[-1].lower(), {})["changed"] = number
    return found


def follow_up(boards: set[int]) -> None:
    """What the worker does after rows came or went: the order of ideas, and search."""
    for pk in sorted(boards):
        enqueue("listen.rank", {"board": pk}, key=f"rank:{pk}")
        enqueue("search.board", {"board": pk}, key=f"search.board:{pk}")


def found_again() -> None:
    """What is no idea came or went by its table: the worker looks all of it through for search."""
    types = [name for name in sources().names() if name != "idea"]
    enqueue("search.reindex", {"types": types}, key="search.reindex:import")


def problems_of(batch: ImportBatch) -> list[dict[str, Any]]:
    """The lines that did not go in, and remarks, with the sentence in the reader's language."""
    rows = ImportProblem.objects.filter(batch=batch).order_by("id")
    return [
        {"file": one.file, "row": one.row, "kind": one.kind, "text": filled(one.text, one.facts)}
        for one in rows
    ]
