"""An export of everything: every row of every table, and the files. Read in one snapshot, while people go on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac

from desireline.engines.files.api import StoredFile, open_file
from desireline.kit.jobs.api import Progress
from desireline.kit.rows.api import snapshot
from desireline.reach.exports import confidential, consent, options
from desireline.reach.exports.tables import columns, exported
from desireline.reach.exports.writers import ExportWriter


def instance() -> str:
    """A name of this instance that says nothing else: ids of its rows belong to it."""
    return salted_hmac("desireline.instance", settings.SECRET_KEY, algorithm="sha256").hexdigest()[:12]


def write(path: Path, *, progress: Progress, all_projects: bool = False) -> dict[str, int]:
    """Write the archive; the number of rows of each table. A failed export leaves no file.

    What belongs to confidential projects is left out and counted, but with `all_projects`; notes without consent to
    them always are.
    """
    models, found = exported(), {}
    with snapshot():
        held = {} if all_projects else confidential.rows()
        unsaid = {table: ids - held.get(table, set()) for table, ids in consent.rows().items()}
        facts = {
            "instance": instance(),
            "form": "rows",
            "confidential_projects": "in" if all_projects else "left out",
            "left_out": {table: len(ids) for table, ids in sorted(held.items())},
            "without_consent": {table: len(ids) for table, ids in sorted(unsaid.items()) if ids},
        }
        with ExportWriter(path, facts=facts) as out:
            for number, model in enumerate(models, 1):
                table = model._meta.db_table
                rows = _rows(model, held.get(table, set()) | unsaid.get(table, set()))
                found[table] = out.add(table, rows, [field.column for field in columns(model)])
                progress.step(number, len(models) + 1, table)
            found[options.KIND] = _options(out)
            _files(out, held.get(StoredFile._meta.db_table, frozenset()))
    progress.step(len(models) + 1, len(models) + 1)
    return found


def _options(out: ExportWriter) -> int:
    listed = options.rows()
    if logo := options.logo(listed):
        with default_storage.open(logo) as picture:
            out.add_file(logo, picture)
    return out.add(options.KIND, listed, options.COLUMNS)


def _files(out: ExportWriter, held: Collection[int]) -> None:
    for stored in StoredFile.objects.order_by("pk").iterator():
        if stored.pk in held:
            continue
        try:
            with open_file(stored) as content:
                out.add_file(stored.key, content)
        except FileNotFoundError:
            continue


def _rows(model: Any, held: Collection[int]) -> Iterator[dict[str, Any]]:
    fields = columns(model)
    order = ["merged_into", "pk"] if any(field.name == "merged_into" for field in fields) else ["pk"]
    names = ["pk", *(field.attname for field in fields)]
    rows = model._base_manager.order_by(*order).values_list(*names)
    if order[0] == "merged_into":  # targets before what was merged into them, on every database
        rows = [*rows.filter(merged_into=None).order_by("pk"), *rows.exclude(merged_into=None).order_by("pk")]
    listed = rows if isinstance(rows, list) else rows.iterator(2000)
    keys = [field.column for field in fields]
    for pk, *row in listed:
        if pk not in held:
            yield dict(zip(keys, row, strict=True))
