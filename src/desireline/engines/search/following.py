"""Keeps the index in step with the records: takes changes from the outbox, writes, commits, crosses them off.

Killed at any moment it goes on where it was: a change is crossed off only after the index has it on disk, and taking
one in twice does nothing. One process writes at a time (the index has a lock); others find that out and wait.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import structlog
from django.db import close_old_connections, connection, transaction

from desireline.engines.search import choose, outbox
from desireline.engines.search.outbox import Change, Making
from desireline.engines.search.protocol import Card, Engine, Unanswered
from desireline.engines.search.sources import sources
from desireline.kit.jobs.api import enqueue
from desireline.kit.options.api import bump

log = structlog.get_logger("search")
STAMP = "search"
BATCH = 1000
ROUND = 20  # batches of an index that nobody asks yet, between two commits
LOOK = 0.25  # seconds between two looks at the outbox
PIECE = 32  # cards in a piece of slower work: what is new comes in between
QUIET = 20.0  # seconds after which the writer lets go
ANEW = 60.0  # seconds between two requests to make the whole index
Told = Callable[[int, int | None, Any], None]
_turn = threading.RLock()


@contextmanager
def turn() -> Iterator[None]:
    """Held by the thread of this process that writes."""
    with _turn:
        yield


def drain(*also: Engine, making: Making | None = None) -> int:
    """Take in all that waits, unless another process makes the index anew. Returns how many changes. Raises ValueError
    while another process writes.

    Which index is in use is asked after the changes were read: who made another one has let go of them by then.
    """
    taken, token = 0, making.token if making else ""
    with _turn:
        while changes := outbox.waiting(BATCH, token):
            cards, gone = _now(changes)
            for one in (choose.engine(), *also):
                one.write(cards, gone)
                one.commit()
            with transaction.atomic():
                outbox.done(changes)
                bump(STAMP)
            taken += len(changes)
    return taken


def _now(changes: Sequence[Change]) -> tuple[list[Card], list[str]]:
    """The cards of what changed as they are now, and the keys of those that are no more. The last word counts."""
    last = {change.key: change for change in changes}
    cards = [change.card for change in last.values() if change.card is not None and not change.gone]
    made = {card.key for card in cards}
    known = sources()
    for kind in {change.type for change in last.values() if change.card is None and change.type}:
        source = known.get(kind)
        ids = [change.key for change in last.values() if change.card is None and change.type == kind]
        if source is not None:
            found = list(source.make([source.id_of(key) for key in ids]))
            cards += found
            made.update(card.key for card in found)
    return cards, [key for key in last if key not in made]


def rebuild(fresh: Engine, types: Iterable[str], tell: Told | None, *, making: Making) -> int:
    """Write all cards of these types into `fresh`, while changes go on into both. Returns how many records."""
    done = 0
    for source in [sources()[name] for name in types]:
        for n, ids in enumerate(parts(source.ids()), 1):
            with _turn:
                making.renew()
                drain(fresh, making=making)
                fresh.write(source.make(ids))
                if n % ROUND == 0:
                    fresh.commit()
            done += len(ids)
            if tell:
                tell(done, None, source.label)
            time.sleep(0)
    with _turn:
        fresh.commit()
    return done


def parts(ids: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(ids)
    while part := list(islice(rest, BATCH)):
        yield part


class Follower(threading.Thread):
    """The thread of a worker that follows the outbox until `stop`."""

    def __init__(self) -> None:
        super().__init__(name="search", daemon=True)
        self.stopping = threading.Event()
        self._wrote = self._checked = 0.0
        self._busy = False

    def run(self) -> None:
        while not self.stopping.wait(0 if self._busy else LOOK):
            try:
                close_old_connections()
                self._look()
            except ValueError as error:  # another process writes
                log.debug("the index is being written by another process", error=str(error))
                self.stopping.wait(1.0)
            except Unanswered as error:  # what changed waits in the outbox
                log.warning("the search engine does not answer: what changed waits", error=str(error))
                self.stopping.wait(10.0)
            except Exception:  # the worker lives on, and so does its search
                log.exception("the search index did not take in what changed")
                self.stopping.wait(2.0)
        choose.engine().close()
        connection.close()

    def _look(self) -> None:
        now = time.monotonic()
        self._busy = False
        belongs, waits = choose.look()
        if not belongs:  # a first start, an upgrade, a restored backup: what waits is part of the whole
            if now - self._checked > ANEW or not self._checked:
                self._checked = now
                enqueue("search.reindex", key="search.reindex")
            return
        with _turn:
            if waits:
                drain()
                self._wrote = now
            elif choose.engine().work(PIECE):
                self._wrote, self._busy = now, True
            elif self._wrote and now - self._wrote > QUIET:
                choose.rest()
                self._wrote = 0.0

    def stop(self) -> None:
        self.stopping.set()
        self.join(10)
