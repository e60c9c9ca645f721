"""One run over a file: records are gathered, and each batch goes in by one short transaction, with what is known of it.

So the site stays usable meanwhile, and a run that is killed leaves whole batches: the next run of the file goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import Error, transaction

from desireline.kit.jobs.api import leave_room
from desireline.kit.options.api import bump
from desireline.people.notices.api import muted
from desireline.reach.imports import records as r
from desireline.reach.imports.bringing import (
    accounts,
    bulk,
    comments,
    extras,
    files,
    ideas,
    joins,
    people,
    places,
    votes,
)
from desireline.reach.imports.bringing.context import Run
from desireline.reach.imports.bringing.pace import Pace
from desireline.reach.imports.words import Refusal

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

_WEIGHT = {r.VoteRecord: 1, r.FollowRecord: 1, r.AttachmentRecord: 400, r.MergeRecord: 40}
_LATE = (r.VoteRecord, r.TallyRecord, r.MergeRecord)
MOST_LATE = 100_000
Held = dict[type[Any], list[Any]]
Tell = Callable[[Run], None]


class Bringer:
    """Takes records as they come and writes them in batches. `tell(run)` is called inside each transaction.

    Votes, and what has to come after them, wait until there are many, so that a batch holds all votes of a few ideas
    and not a few of all: an idea's row with its indexes is then written once for them.
    """

    def __init__(self, run: Run, *, by: Person, tell: Tell, after: Callable[[], None]) -> None:
        self.run, self.by, self._tell, self._after = run, by, tell, after
        self._held: Held = {kind: [] for kind in r.ORDER}
        self._late: Held = {kind: [] for kind in _LATE}
        self._weight = self._waiting = 0
        self._pace = Pace(8_000, least=1_500, most=20_000)

    def take(self, record: r.Record) -> None:
        kind = type(record)
        if kind in self._late:
            self._late[kind].append(record)
            self._waiting += 1
            if self._waiting >= MOST_LATE:
                self.finish()
        elif kind in self._held:
            if kind is r.ExtraRecord and self._waiting:
                self.finish()
            self._hold(record)
        elif isinstance(record, r.Skip):
            self.run.say(record.where, record.reason, record.wrong)
        elif isinstance(record, r.Remark):
            self.run.note(record.where, record.text, "remark")

    def finish(self) -> None:
        """Write all that was taken."""
        self._flush()
        self._late[r.VoteRecord].sort(key=attrgetter("idea"))
        for held in self._late.values():
            for record in held:
                self._hold(record)
            held.clear()
        self._waiting = 0
        self._flush()

    def _hold(self, record: Any) -> None:
        kind = type(record)
        self._held[kind].append(record)
        self._weight += _WEIGHT.get(kind, 4)
        if self._weight >= self._pace.size * 2:
            self._flush()

    def _flush(self) -> None:
        """Write what is held. A batch that meets another writer is tried again."""
        for tries in range(4):
            try:
                since = time.perf_counter()
                counts, told = self.run.counts.copy(), len(self.run.problems)
                with transaction.atomic(), muted():
                    self._write()
                    self._tell(self.run)
                self._pace.took(time.perf_counter() - since)
                break
            except Error:
                self.run.known.forget()
                self.run.memory.pop("files", None)
                self.run.counts = counts
                del self.run.problems[told:]
                if tries == 3:
                    raise
                time.sleep(0.1 * 2**tries)
        for held in self._held.values():
            held.clear()
        self._weight = 0
        leave_room()
        self._after()

    def _write(self) -> None:
        run, held = self.run, self._held
        writers: list[tuple[type[Any], Callable[[Run, list[Any]], None]]] = [
            (r.AccountRecord, accounts.write),
            (r.PersonRecord, people.write),
            (r.BoardRecord, places.write_boards),
            (r.StatusRecord, places.write_statuses),
            (r.TagRecord, places.write_tags),
            (r.IdeaRecord, ideas.write),
            (r.StatusChangeRecord, ideas.write_changes),
            (r.VoteRecord, votes.write),
            (r.TallyRecord, ideas.write_totals),
            (r.FollowRecord, votes.write_follows),
            (r.CommentRecord, comments.write),
            (r.AttachmentRecord, files.write),
            (r.ExtraRecord, extras.write),
        ]
        touched = {one.idea for kind in (r.VoteRecord, r.FollowRecord) for one in held[kind]}
        touched.update(one.source_id for one in held[r.IdeaRecord])
        run.known.load("idea", touched)
        with joins.in_step(pk for key in touched if (pk := run.known.id_of("idea", key))):
            for kind, write in writers:
                if held[kind]:
                    _load_people(run, held[kind])
                    write(run, held[kind])
            if held[r.MergeRecord]:
                joins.write(run, held[r.MergeRecord], by=self.by)
        run.known.save()
        bump("site", *(f"board:{pk}" for pk in sorted(run.boards)))


_REFERS = ("author", "responder", "by", "cast_by")


def _load_people(run: Run, held: list[Any]) -> None:
    names = [name for name in _REFERS if hasattr(held[0], name)]
    run.known.load("person", {getattr(record, name) for record in held for name in names})
    for name, kind in (("status", "status"), ("board", "board")):
        if hasattr(held[0], name):
            run.known.load(kind, {getattr(record, name) for record in held})
    if isinstance(held[0], r.PersonRecord):
        run.known.load("account", {key for record in held for key in record.accounts})


def bring(stream: Iterable[r.Record], run: Run, *, by: Person, tell: Tell, after: Callable[[], None]) -> None:
    """Write everything of the stream; `after` is called between batches and may stop the run.

    A `Refusal` from the reader comes through after what came before it is in.
    """
    bringer = Bringer(run, by=by, tell=tell, after=after)
    with bulk.at_ease():
        try:
            for record in stream:
                bringer.take(record)
        except Refusal:
            bringer.finish()
            raise
        bringer.finish()
