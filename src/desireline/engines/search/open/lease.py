"""Who writes: one process at a time, whichever machine it is on. A document of the cluster says who, and until when.

Each holder has a number, higher than that of any before it, and all that it writes carries it: a process that was
held up for so long that another took over cannot put an old card in the place of a newer one.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from desireline.engines.search.open.wire import Busy, Wire
from desireline.engines.search.protocol import Unanswered

LASTS = 60.0  # seconds that a holder may be silent
DOCUMENT = "writer"


@dataclass(frozen=True, slots=True)
class Held:
    """What the document says: the owner (`host pid secret`), its number, and until when (seconds since 1970)."""

    owner: str
    number: int
    until: float

    def stands(self, now: float) -> bool:
        """Whether the owner may still be writing."""
        return self.until > now and not _is_dead(self.owner)


def _is_dead(owner: str) -> bool:
    """Whether it was a process of this machine that is no more."""
    host, pid, _secret = owner.split(" ")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Lease:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._index = f"{wire.cluster.prefix}-writer"
        self._lock = threading.Lock()
        self._owner = ""
        self._number = 0
        self._renewed = 0.0

    def hold(self) -> int:
        """The number of this process as the one that writes. Raises Busy (a ValueError) while another does."""
        with self._lock:
            if self._number and time.monotonic() - self._renewed < LASTS / 4:
                return self._number
            now = time.monotonic()
            try:
                self._number = self._write(LASTS)
            except Busy:
                self._number = 0
                raise
            self._renewed = now
            return self._number

    def release(self) -> None:
        """Let another process write."""
        with self._lock:
            if self._number:
                self._number = 0
                with suppress(Busy, Unanswered):  # then it ends by itself
                    self._write(0.0)

    def _write(self, seconds: float) -> int:
        if not self._owner.startswith(f"{socket.gethostname()} {os.getpid()} "):
            self._owner = f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(8)}"
        found = self._wire.do("get", index=self._index, id=DOCUMENT)
        if not found or not found.get("found"):
            self._make()
            return self._put(1, seconds, {"op_type": "create"})
        held = Held(**found["_source"])
        if held.owner != self._owner and held.stands(time.time()):
            raise Busy(f"another process writes into the search index ({held.owner.rpartition(' ')[0]})")
        number = held.number if held.owner == self._owner else held.number + 1
        mark = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        return self._put(number, seconds, mark)

    def _put(self, number: int, seconds: float, mark: dict[str, Any]) -> int:
        body = {"owner": self._owner, "number": number, "until": time.time() + seconds}
        self._wire.do("index", index=self._index, id=DOCUMENT, body=body, params=mark)
        return number

    def _make(self) -> None:
        body = {
            "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
            "mappings": {"dynamic": False, "properties": {}},
        }
        if not self._wire.do("indices.exists", index=self._index):
            self._wire.do("indices.create", index=self._index, body=body, params={"ignore": 400})
