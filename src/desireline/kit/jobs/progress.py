"""How far a job is. Handlers call `step` as often as they like; the worker writes it down now and then."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise

from desireline.kit.jobs.words import kept


class Interrupted(BaseException):
    """The worker stops or has lost the lease: the handler is left at once, and the job will run again.

    Not an Exception, so that a handler's own error handling does not swallow it.
    """


class Progress:
    """Passed to every handler. Also usable outside the worker (`tell` is called at each step: terminal, tests)."""

    def __init__(self, tell: Callable[[Progress], None] | None = None) -> None:
        self.done = 0
        self.all: int | None = None
        self.note = ""
        self.changed = False
        self.stop = False
        self._tell = tell

    def step(
        self,
        done: int,
        all: int | None = None,  # noqa: A002 - reads as it is said
        note: str | Promise = "",
    ) -> None:
        """`done` of `all` steps (None: not known) are done; `note` says what is being done (at most 200 characters).

        A lazy translation is kept as it is marked, and `said(note)` gives it in the language of who looks.
        Raises Interrupted when the worker is asked to stop: call it outside of what must not be left half done.
        """
        self.done, self.all, self.note, self.changed = (
            done,
            all if all is not None else self.all,
            kept((note, {}))[:200],
            True,
        )
        if self._tell:
            self._tell(self)
        if self.stop:
            raise Interrupted
