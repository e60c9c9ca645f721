"""Taking back what a batch brought, and nothing else. What got new life here stays, and is told.

In short transactions, newest things first; a run that is killed goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Progress
from desireline.kit.options.api import bump
from desireline.kit.rows.api import fetch, marks, run
from desireline.listen.comments.api import recount as recount_comments
from desireline.listen.merges.api import undo as unmerge
from desireline.listen.votes.api import recount as recount_votes
from desireline.people.notices.api import muted
from desireline.people.roles.api import Permission, must
from desireline.reach.exports.tables import exported
from desireline.reach.imports import life
from desireline.reach.imports.bringing import bulk, files, options
from desireline.reach.imports.bringing.rows import undo as undo_rows
from desireline.reach.imports.bringing.totals import add_total
from desireline.reach.imports.models import ImportBatch, ImportedChange
from desireline.reach.imports.running import follow_up

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

State = ImportBatch.State
_PART = 300
_LEFT_OVER = ("status", "tag", "board", "membership", "person", "account")
_TABLES = {
    "status": "listen.Status", "tag": "listen.Tag", "board": "listen.Board", "membership": "people.Membership",
    "person": "people.Person", "account": "people.Account", "idea_tag": "listen.IdeaTag",
    "status_change": "listen.StatusChange", "follow": "people.Subscription", "response": "listen.OfficialResponse",
    "comment": "listen.Comment", "idea": "listen.Idea",
}  # fmt: skip


def check(batch: ImportBatch) -> None:
    """Refused when there is nothing to undo, or when a later import builds on this one."""
    if batch.state not in (State.DONE, State.FAILED, State.UNDOING):
        raise Refused(_("Only an import that is finished can be undone."))
    later = ImportBatch.objects.filter(
        system=batch.system, pk__gt=batch.pk, started__isnull=False, undone__isnull=True
    ).order_by("-pk")
    if found := later.first():
        raise Refused(
            _("A later import of the same tool builds on this one. Undo import %(number)d first.")
            % {"number": found.pk}
        )


def undo(batch: ImportBatch, *, by: Person, progress: Progress, force: bool = False) -> ImportBatch:
    """Take the batch back. Ideas that people here voted or commented on since stay, with all that is on them, unless
    `force`. The counts of the batch tell under `undone` what went and what stayed.
    """
    must(by, Permission.IMPORT)
    check(batch)
    batch.state, batch.undone_by = State.UNDOING, by
    batch.save(update_fields=["state", "undone_by"])
    told: Counter[str] = Counter()
    with muted():
        kept = set() if force else life.ideas(batch)
        told["idea.kept"] = len(kept)
        steps = _Steps(batch, by, kept, told)
        for number, step in enumerate(steps.all(), 1):
            step()
            progress.step(number, 8, batch.name)
    batch.counts = {**batch.counts, "undone": dict(told)}
    batch.state, batch.undone = State.UNDONE, timezone.now()
    with transaction.atomic():
        batch.save()
        bump("site", *(f"board:{pk}" for pk in steps.boards))
        follow_up(steps.boards & set(bulk.model("listen.Board").objects.values_list("pk", flat=True)))
    return batch


class _Steps:
    def __init__(self, batch: ImportBatch, by: Person, kept: set[int], told: Counter[str]) -> None:
        self.batch, self.by, self.kept, self.told = batch, by, kept, told
        ideas = bulk.model("listen.Idea").objects.filter(pk__in=self._ids("idea"))
        self.boards = set(ideas.values_list("board_id", flat=True).distinct())

    def all(self) -> list[Any]:
        return [
            self.merges, self.files, self.votes, self.comments, self.links, self.changes, self.ideas, self.rest,
        ]  # fmt: skip

    def _ids(self, kind: str) -> list[int]:
        sql = "SELECT object_id FROM reach_imported WHERE batch_id = %s AND kind = %s AND created = %s"
        return [pk for (pk,) in fetch(sql, [self.batch.pk, kind, True])]

    def _forget(self, kind: str, ids: Iterable[int]) -> None:
        for part in bulk.chunks(ids, 900):
            run(
                f"DELETE FROM reach_imported WHERE kind = %s AND object_id IN ({marks(part)})"  # noqa: S608
                " AND batch_id = %s",
                [kind, *part, self.batch.pk],
            )

    def merges(self) -> None:
        merges = bulk.model("listen.Merge").objects
        for found in merges.filter(pk__in=self._ids("merge")).order_by("-pk"):
            if {found.source_id, found.target_id} <= self.kept:
                continue
            with transaction.atomic():
                active = dict(
                    fetch(
                        "SELECT id, active FROM listen_idea WHERE id IN (%s, %s)",
                        [found.source_id, found.target_id],
                    )
                )
                if found.undone_at is None:
                    unmerge(found, by=self.by)
                found.delete()
                for pk, at in active.items():
                    run("UPDATE listen_idea SET active = %s WHERE id = %s", [at, pk])
                self._forget("merge", [found.pk])
            self.told["merge.gone"] += 1

    def files(self) -> None:
        attachments = bulk.model("listen.Attachment").objects
        for pk in self._ids("attachment"):
            found = attachments.filter(pk=pk).first()
            if found is None or found.idea_id not in self.kept:
                with transaction.atomic():
                    files.forget(pk)
                    self._forget("attachment", [pk])
                self.told["attachment.gone"] += 1

    def votes(self) -> None:
        last = 0
        while True:
            sql = "SELECT id, idea_id FROM reach_importedvote WHERE batch_id = %s AND id > %s ORDER BY id LIMIT 2000"
            rows = fetch(sql, [self.batch.pk, last])
            if not rows:
                return
            last = rows[-1][0]
            going = [(pk, idea) for pk, idea in rows if idea not in self.kept]
            with transaction.atomic():
                for part in bulk.chunks([pk for pk, _idea in going], 900):
                    self.told["vote.gone"] += run(
                        f"DELETE FROM listen_vote WHERE id IN ({marks(part)}) AND source <> 1",  # noqa: S608
                        part,
                    )
                    run(f"DELETE FROM reach_importedvote WHERE id IN ({marks(part)})", part)  # noqa: S608
                recount_votes({idea for _pk, idea in going})

    def comments(self) -> None:
        comments = bulk.model("listen.Comment").objects
        answered = life.answered_comments(self.batch)
        for part in bulk.chunks(self._ids("comment"), _PART):
            with transaction.atomic():
                rows = comments.filter(pk__in=part).exclude(idea_id__in=self.kept).exclude(pk__in=answered)
                going = dict(rows.values_list("pk", "idea_id"))
                comments.filter(pk__in=going).delete()
                recount_comments(set(going.values()))
                gone = set(part) - set(comments.filter(pk__in=part).values_list("pk", flat=True))
                self._forget("comment", gone)
            self.told["comment.gone"] += len(going)
        self.told["comment.kept"] += len(answered)

    def links(self) -> None:
        for kind in ("idea_tag", "status_change", "response", "follow"):
            objects = bulk.model(_TABLES[kind]).objects
            for part in bulk.chunks(self._ids(kind), _PART):
                with transaction.atomic():
                    rows = objects.filter(pk__in=part)
                    if kind == "follow":
                        rows = rows.exclude(topic__in=[f"idea:{pk}" for pk in self.kept])
                    else:
                        rows = rows.exclude(idea_id__in=self.kept)
                    going = list(rows.values_list("pk", flat=True))
                    objects.filter(pk__in=going).delete()
                    self._forget(
                        kind, set(part) - set(objects.filter(pk__in=part).values_list("pk", flat=True))
                    )

    def changes(self) -> None:
        """Put back what the batch changed, where nobody changed it again since."""
        for change in ImportedChange.objects.filter(batch=self.batch).order_by("-pk"):
            with transaction.atomic():
                _put_back(change)
                change.delete()
            self.told["change.gone"] += 1

    def ideas(self) -> None:
        ideas = bulk.model("listen.Idea").objects
        for part in bulk.chunks([pk for pk in self._ids("idea") if pk not in self.kept], _PART):
            with transaction.atomic():
                topics = [f"idea:{pk}" for pk in part]
                bulk.model("people.Subscription").objects.filter(topic__in=topics).delete()
                run(f"DELETE FROM kit_stamp WHERE key IN ({marks(topics)})", topics)  # noqa: S608
                self.told["idea.gone"] += ideas.filter(pk__in=part).count()
                ideas.filter(pk__in=part).delete()
                self._forget("idea", part)

    def rest(self) -> None:
        """People, accounts, boards, statuses and tags that nothing here needs any more."""
        for kind in _LEFT_OVER:
            for part in bulk.chunks(self._ids(kind), _PART):
                with transaction.atomic():
                    free = life.unused(bulk.model(_TABLES[kind]), part)
                    bulk.model(_TABLES[kind]).objects.filter(pk__in=free).delete()
                    self._forget(kind, free)
                self.told[f"{kind}.gone"] += len(free)
                self.told[f"{kind}.kept"] += len(part) - len(free)
        with transaction.atomic():
            tables = {model._meta.db_table for model in exported()}
            undo_rows({table: self._ids(table) for table in tables})
            self.told["option.gone"] += options.undo(self.batch.pk)
        if not self.kept:
            run("DELETE FROM reach_imported WHERE batch_id = %s AND created = %s", [self.batch.pk, False])


def _put_back(change: ImportedChange) -> None:
    model = bulk.model(change.table)
    found = model.objects.filter(pk=change.object_id).first()
    if found is None:
        return
    values: dict[str, Any] = {}
    for name, (before, after) in change.values.items():
        if name == "imported_votes":
            add_total(change.object_id, before - after)
            continue
        field = next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))
        present = getattr(found, field.attname)
        if present == _python(field, after):
            values[field.attname] = _python(field, before)
    if values:
        model.objects.filter(pk=found.pk).update(**values)
        if change.table == "listen.Vote":
            recount_votes([found.idea_id])
        if change.table == "people.Account":
            sql = "SELECT idea_id FROM listen_accountsupport WHERE account_id = %s"
            recount_votes(pk for (pk,) in fetch(sql, [found.pk]))


def _python(field: models.Field[Any, Any], value: Any) -> Any:
    return getattr(field, "target_field", field).to_python(value)
