"""Taking back what a batch brought, and nothing else. What got new life here stays, and is told.

In short transactions, newest things first; a run that is killed goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desireline.engines.search.api import delete as unfind
from desireline.kit.counters.api import recount_all
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Progress, leave_room
from desireline.kit.options.api import bump
from desireline.kit.rows.api import fetch, marks, run
from desireline.listen.comments.api import recount as recount_comments
from desireline.listen.merges.api import undo as unmerge
from desireline.listen.search_cards.api import refresh_ideas, refresh_people
from desireline.listen.votes.api import recount as recount_votes
from desireline.people.notices.api import muted
from desireline.people.roles.api import Permission, must
from desireline.reach.exports.tables import exported
from desireline.reach.imports import life, staying
from desireline.reach.imports.bringing import bulk, files, options
from desireline.reach.imports.bringing.joins import in_step, take_out
from desireline.reach.imports.bringing.pace import Pace
from desireline.reach.imports.bringing.removal import Removal
from desireline.reach.imports.bringing.rows import undo as undo_rows
from desireline.reach.imports.bringing.totals import add_total
from desireline.reach.imports.bringing.votes import lock_ideas
from desireline.reach.imports.models import ImportBatch, ImportedChange
from desireline.reach.imports.running import follow_up, found_again

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

State = ImportBatch.State
_PART, _VOTES = 300, 2000
_LEFT_OVER = ("status", "tag", "board", "membership", "person", "account")
_TABLES = {
    "status": "listen.Status", "tag": "listen.Tag", "board": "listen.Board", "membership": "people.Membership",
    "person": "people.Person", "account": "people.Account", "idea_tag": "listen.IdeaTag",
    "status_change": "listen.StatusChange", "follow": "people.Subscription", "response": "listen.OfficialResponse",
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
            _("A later import of the same tool builds on this one. Undo import %(number)d first."),
            number=found.pk,
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
        with bulk.at_ease():
            steps = _Steps(batch, by, kept, told, force)
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
    def __init__(
        self, batch: ImportBatch, by: Person, kept: set[int], told: Counter[str], force: bool
    ) -> None:
        self.batch, self.by, self.kept, self.told, self.force = batch, by, kept, told, force
        ideas = bulk.model("listen.Idea").objects.filter(
            pk__in=[*self._ids("idea"), *self._ids("listen_idea")]
        )
        self.boards = set(ideas.values_list("board_id", flat=True).distinct())
        kinds = fetch("SELECT DISTINCT kind FROM reach_imported WHERE batch_id = %s", [batch.pk])
        self._removal = Removal(kind for (kind,) in kinds)
        self._pace = Pace(4000, least=500, most=40_000)

    def all(self) -> list[Any]:
        return [
            self.merges, self.ideas, self.files, self.votes, self.comments, self.links, self.changes, self.rest,
        ]  # fmt: skip

    def _ids(self, kind: str) -> list[int]:
        sql = "SELECT object_id FROM reach_imported WHERE batch_id = %s AND kind = %s AND created = %s"
        return [pk for (pk,) in fetch(sql, [self.batch.pk, kind, True])]

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
                self._removal.remove("listen.Merge", [found.pk])
                for pk, at in active.items():
                    run("UPDATE listen_idea SET active = %s WHERE id = %s", [at, pk])
            leave_room()
            self.told["merge.gone"] += 1

    def ideas(self) -> None:
        """Each idea goes at once with all that hangs on it, so that what is left is always whole."""
        files_of: dict[int, list[int]] = {}
        for part in bulk.chunks(self._ids("attachment"), 900):
            sql = f"SELECT idea_id, id FROM listen_attachment WHERE id IN ({marks(part)})"  # noqa: S608
            for idea, pk in fetch(sql, part):
                files_of.setdefault(idea, []).append(pk)
        before = self._removal.gone.copy()
        waiting = sorted({*self._ids("idea"), *self._ids("listen_idea")} - self.kept, reverse=True)
        for some in bulk.chunks(waiting, 900):
            sql = f"SELECT id, 20 + votes + 4 * comments FROM listen_idea WHERE id IN ({marks(some)})"  # noqa: S608
            weights = deque(sorted(fetch(sql, some), reverse=True))
            self._removal.forget("listen_idea", set(some) - {pk for pk, _weight in weights})
            while weights:
                part, weight = [], 0
                while weights and len(part) < 900 and (not part or weight + weights[0][1] <= self._pace.size):
                    part.append(weights[0][0])
                    weight += weights.popleft()[1]
                with self._pace.turn():
                    self._take(part, files_of)
        gone = self._removal.gone - before
        for table, kind in (("listen_vote", "vote"), ("listen_comment", "comment"), ("listen_idea", "idea")):
            self.told[f"{kind}.gone"] += gone[table]

    def _take(self, part: list[int], files_of: dict[int, list[int]]) -> None:
        lock_ideas(part)
        alive = set() if self.force else life.of(self.batch, part)
        self.kept |= alive
        self.told["idea.kept"] += len(alive)
        going = [pk for pk in part if pk not in alive]
        if not going:
            return
        take_out(going, by=self.by)
        for pk in [pk for idea in going for pk in files_of.get(idea, ())]:
            files.forget(pk)
            self._removal.forget("listen_attachment", [pk])
            self.told["attachment.gone"] += 1
        names = [f"idea:{pk}" for pk in going]
        rows = fetch(f"SELECT id FROM people_subscription WHERE topic IN ({marks(names)})", names)  # noqa: S608
        self._removal.remove("people.Subscription", [pk for (pk,) in rows])
        run(f"DELETE FROM kit_stamp WHERE key IN ({marks(names)})", names)  # noqa: S608
        self._removal.remove("listen.Idea", going)
        unfind(*names)

    def files(self) -> None:
        attachments = bulk.model("listen.Attachment").objects
        for pk in self._ids("attachment"):
            found = attachments.filter(pk=pk).first()
            if found is None or found.idea_id not in self.kept:
                with transaction.atomic():
                    files.forget(pk)
                    self._removal.forget("listen_attachment", [pk])
                self.told["attachment.gone"] += 1
                leave_room()

    def votes(self) -> None:
        """On ideas that were here before."""
        last = 0
        while True:
            sql = f"SELECT id, idea_id FROM reach_importedvote WHERE batch_id = %s AND id > %s ORDER BY id LIMIT {_VOTES}"  # noqa: S608, E501
            rows = fetch(sql, [self.batch.pk, last])
            if not rows:
                return
            last = rows[-1][0]
            going = [(pk, idea) for pk, idea in rows if idea not in self.kept]
            if not going:
                continue
            with transaction.atomic(), in_step(idea for _pk, idea in going):
                lock_ideas({idea for _pk, idea in going})
                for part in bulk.chunks([pk for pk, _idea in going], 900):
                    self.told["vote.gone"] += run(
                        f"DELETE FROM listen_vote WHERE id IN ({marks(part)}) AND source <> 1",  # noqa: S608
                        part,
                    )
                    run(f"DELETE FROM reach_importedvote WHERE id IN ({marks(part)})", part)  # noqa: S608
                recount_votes({idea for _pk, idea in going})
            leave_room()

    def comments(self) -> None:
        answered = life.answered_comments(self.batch)
        for part in bulk.chunks(self._ids("comment"), _PART):
            with transaction.atomic():
                sql = f"SELECT id, idea_id FROM listen_comment WHERE id IN ({marks(part)})"  # noqa: S608
                there = dict(fetch(sql, part))
                going = {
                    pk: idea for pk, idea in there.items() if idea not in self.kept and pk not in answered
                }
                self._removal.remove("listen.Comment", going)
                recount_comments(set(going.values()))
                self._removal.forget("listen_comment", set(part) - set(there))
            leave_room()
            self.told["comment.gone"] += len(going)
        self.told["comment.kept"] += len(answered)

    def links(self) -> None:
        for kind in ("idea_tag", "status_change", "response", "follow"):
            label = _TABLES[kind]
            table, place = bulk.model(label)._meta.db_table, "topic" if kind == "follow" else "idea_id"
            kept = {f"idea:{pk}" for pk in self.kept} if kind == "follow" else self.kept
            for part in bulk.chunks(self._ids(kind), _PART):
                with transaction.atomic():
                    sql = f"SELECT id, {place} FROM {table} WHERE id IN ({marks(part)})"  # noqa: S608
                    there = dict(fetch(sql, part))
                    going = {pk: at for pk, at in there.items() if at not in kept}
                    places = {_idea(at) for at in going.values()}
                    with in_step(places):
                        self._removal.remove(label, going)
                    self._removal.forget(table, set(part) - set(there))
                    if kind in ("idea_tag", "response"):
                        refresh_ideas(places)
                leave_room()

    def changes(self) -> None:
        """Put back what the batch changed, where nobody changed it again since."""
        for some in bulk.chunks(ImportedChange.objects.filter(batch=self.batch).order_by("-pk"), 50):
            with transaction.atomic():
                for change in some:
                    _put_back(change)
                    change.delete()
            leave_room()
            self.told["change.gone"] += len(some)

    def rest(self) -> None:
        """People, accounts, boards, statuses and tags that nothing here needs any more."""
        for kind in _LEFT_OVER:
            label = _TABLES[kind]
            for part in bulk.chunks(self._ids(kind), _PART):
                with transaction.atomic():
                    free = life.unused(bulk.model(label), part)
                    self._removal.remove(label, free)
                leave_room()
                self.told[f"{kind}.gone"] += len(free)
                self.told[f"{kind}.kept"] += len(part) - len(free)
        self._own_rows()
        with transaction.atomic():
            self.told["option.gone"] += options.undo(self.batch.pk)
        if not self.kept:
            run("DELETE FROM reach_imported WHERE batch_id = %s AND created = %s", [self.batch.pk, False])

    def _own_rows(self) -> None:
        """Of our own export, what nothing here needs any more."""
        brought = {model._meta.db_table: self._ids(model._meta.db_table) for model in exported()}
        if not any(brought.values()):
            return
        stay = staying.rows(self.batch, ideas=self.kept)
        going = {table: [pk for pk in pks if pk not in stay[table]] for table, pks in brought.items()}
        undo_rows(going, self._removal)
        for table, pks in brought.items():
            self.told[f"{table}.gone"] += len(going[table])
            self.told[f"{table}.kept"] += len(pks) - len(going[table])
        recount_all(Progress())
        found_again()


def _idea(place: int | str) -> int:
    """A row stands on an idea by its id or by its topic."""
    return int(str(place).removeprefix("idea:"))


_SUPPORTED = {
    "people.Account": "SELECT idea_id FROM listen_accountsupport WHERE account_id = %s",
    "people.Person": "SELECT idea_id FROM listen_vote WHERE person_id = %s",
}


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
        _follow(change, found, values)


def _follow(change: ImportedChange, found: Any, values: dict[str, Any]) -> None:
    """What counts or finds by the values that are back."""
    if change.table == "listen.Vote":
        recount_votes([found.idea_id])
    if "account_id" in values:
        refresh_people([found.pk])
    if sql := _SUPPORTED.get(change.table):
        recount_votes(pk for (pk,) in fetch(sql, [found.pk]))


def _python(field: models.Field[Any, Any], value: Any) -> Any:
    return getattr(field, "target_field", field).to_python(value)
