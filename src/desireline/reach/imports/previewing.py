"""A dry run: the whole file is read, nothing is written, and people see what would happen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from desireline.kit.jobs.api import Progress
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.reach.imports import mapping as mappings
from desireline.reach.imports import records as r
from desireline.reach.imports import registry
from desireline.reach.imports.bringing import bulk, people, places
from desireline.reach.imports.bringing.context import digest
from desireline.reach.imports.bringing.known import Known
from desireline.reach.imports.bringing.plan import plan_of
from desireline.reach.imports.formats.generic import tables
from desireline.reach.imports.models import ColumnMapping, ImportBatch
from desireline.reach.imports.sources import Source, open_source
from desireline.reach.imports.telling import kept_refusal
from desireline.reach.imports.words import Refusal

_KINDS = {
    r.AccountRecord: "account", r.PersonRecord: "person", r.BoardRecord: "board", r.StatusRecord: "status",
    r.TagRecord: "tag", r.IdeaRecord: "idea", r.VoteRecord: "vote", r.CommentRecord: "comment",
    r.AttachmentRecord: "attachment", r.MergeRecord: "merge", r.FollowRecord: "follow", r.ExtraRecord: "row",
}  # fmt: skip
_COMPARED = {"idea": r.IdeaRecord, "comment": r.CommentRecord, "person": r.PersonRecord}
_PROBLEMS, _SAMPLES, _NAMES = 1000, 5, 200


def check(batch: ImportBatch, paths: list[Path], *, by: Person, progress: Progress) -> ImportBatch:
    """Read everything and keep on the batch what would happen. A file that cannot be read makes the batch fail."""
    must(by, Permission.IMPORT)
    try:
        with open_source(*paths) as source:
            batch.preview = _looked(batch, source, progress)
        batch.state, batch.error = ImportBatch.State.READY, ""
    except Refusal as refusal:
        batch.state, batch.error = ImportBatch.State.FAILED, kept_refusal(refusal)
    batch.save(update_fields=["preview", "state", "error"])
    return batch


def _looked(batch: ImportBatch, source: Source, progress: Progress) -> dict[str, Any]:
    found = registry.format_named(batch.format)
    plan = plan_of(batch.plan)
    look = _Look(batch)
    size = int(source.size * found.passes)
    guessed = columns(source) if found.key == "generic" else []
    mapping = {**{one["table"]: one["mapping"] for one in guessed}, **plan.mapping}
    for number, record in enumerate(registry.read(source, found, mapping=mapping or None), 1):
        look.take(record)
        if number % 5000 == 0:
            progress.step(min(source.consumed, size), size, batch.name)
    return {**look.result(plan_of(batch.plan)), "columns": guessed, "label": found.label}


def columns(source: Source) -> list[dict[str, Any]]:
    """The tables of a file with their columns, samples, and the mapping that was guessed or remembered."""
    found = []
    for table in tables(source):
        guess = mappings.guess(table)
        kept = ColumnMapping.objects.filter(key=guess.key).values_list("mapping", flat=True).first()
        mapping = mappings.as_data(guess.mapping)
        if kept and not mappings.validated(kept, table)[1]:
            mapping = kept
        found.append(
            {
                "table": guess.table,
                "key": guess.key,
                "mapping": mapping,
                "remembered": bool(kept),
                "columns": [
                    {"header": one.header, "samples": list(one.samples), "confidence": one.confidence}
                    for one in guess.columns
                ],
            }
        )
    return found


class _Look:
    def __init__(self, batch: ImportBatch) -> None:
        self.counts: Counter[str] = Counter()
        self.known = Known(batch.system, batch.pk)
        self._held: dict[str, list[Any]] = {kind: [] for kind in _COMPARED}
        self._problems: list[dict[str, Any]] = []
        self._samples: list[dict[str, str]] = []
        self._named: dict[str, dict[str, Any]] = {"board": {}, "status": {}, "tag": {}}
        self._votes_alone = 0

    def take(self, record: r.Record) -> None:
        if isinstance(record, (r.Skip, r.Remark)):
            self._problem(record)
            return
        if isinstance(record, r.TallyRecord):
            self._votes_alone += record.unattributed_votes
        kind = _KINDS.get(type(record))
        if kind is None:
            return
        self.counts[f"{kind}.all"] += 1
        if isinstance(record, r.IdeaRecord):
            self._idea(record)
        if kind in self._named and len(self._named[kind]) < _NAMES:
            self._named[kind][record.source_id] = record  # type: ignore[union-attr]
        if kind in self._held:
            self._held[kind].append(record)
            if len(self._held[kind]) >= 2000:
                self._compare(kind)

    def _idea(self, record: r.IdeaRecord) -> None:
        self._votes_alone += record.unattributed_votes or 0
        if len(self._samples) < _SAMPLES:
            sample = {"title": record.title[:140], "status": record.status, "body": record.body[:200]}
            self._samples.append(sample)

    def _problem(self, record: r.Skip | r.Remark) -> None:
        text = record.reason if isinstance(record, r.Skip) else record.text
        kind = "remark" if isinstance(record, r.Remark) else "wrong" if record.wrong else "left"
        self.counts[f"line.{kind}"] += 1
        if self.counts[f"line.{kind}"] <= _PROBLEMS:
            self._problems.append(
                {
                    "file": record.where.file,
                    "row": record.where.row,
                    "kind": kind,
                    "text": text.template,
                    "facts": dict(text.facts),
                }
            )

    def _compare(self, kind: str) -> None:
        latest = {record.source_id: record for record in self._held[kind]}
        self._held[kind].clear()
        self.known.load(kind, latest)
        fresh = []
        for key, record in latest.items():
            here = self.known.get(kind, key)
            if here is None:
                fresh.append(record)
            else:
                self.counts[f"{kind}.{'same' if here.digest == digest(record) else 'changed'}"] += 1
        if kind == "person":
            owned = people.owners([record.email for record in fresh])
            met = sum(1 for record in fresh if owned.get(record.email) is not None)
            self.counts["person.found"] += met
            self.counts["person.created"] += len(fresh) - met
        else:
            self.counts[f"{kind}.created"] += len(fresh)

    def result(self, plan: Any) -> dict[str, Any]:
        for kind, held in self._held.items():
            if held:
                self._compare(kind)
        counts: dict[str, dict[str, int]] = {}
        for key, number in sorted(self.counts.items()):
            kind, what = key.rsplit(".", 1)
            counts.setdefault(kind, {})[what] = number
        return {
            "counts": counts,
            "totals": self._votes_alone,
            "problems": self._problems,
            "samples": [{**one, "status": self._status(one["status"])} for one in self._samples],
            "boards": [
                self._becomes(one, places.board_for(one, plan)) for one in self._named["board"].values()
            ],
            "statuses": [
                self._becomes(one, places.status_for(one, plan)) for one in self._named["status"].values()
            ],
            "tags": self._tags(),
        }

    def _status(self, key: str) -> str:
        found = self._named["status"].get(key)
        return (found.name or key) if found else key

    def _becomes(self, record: Any, found: Any) -> dict[str, Any]:
        return {
            "name": record.name or record.source_id,
            "slug": found.slug if found else "new",
            "becomes": found.name if found else "",
        }

    def _tags(self) -> list[dict[str, Any]]:
        from desireline.kit.text.api import slugify

        slugs = {slugify(one.name) for one in self._named["tag"].values()}
        here = set(bulk.model("listen.Tag").objects.filter(slug__in=slugs).values_list("slug", flat=True))
        return [
            {
                "name": one.name,
                "slug": slugify(one.name),
                "becomes": one.name if slugify(one.name) in here else "",
            }
            for one in self._named["tag"].values()
        ]
