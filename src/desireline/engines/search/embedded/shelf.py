"""One index directory: a reader for every process, and a writer for one of them."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import tantivy

from desireline.engines.search.embedded.dense import Dense
from desireline.engines.search.embedded.schema import schema
from desireline.kit.options.memory import Recent

LOCK = ".tantivy-writer.lock"  # which tantivy holds while a writer lives
HEAP = 64_000_000  # bytes that wait in memory at most before they go to disk
Ranked = tuple[float, tantivy.DocAddress]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A shelf as it stood when a question began: all parts of the answer come from the same cards."""

    shelf: Shelf
    searcher: tantivy.Searcher


class Shelf:
    """Cards of one kind of readers, so that what only the team may find changes nothing for customers."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._meta = str(folder / "meta.json") if folder else ""
        self.index = tantivy.Index(schema(), path=str(folder) if folder else None)
        self.index.config_reader("manual")
        self._writer: tantivy.IndexWriter | None = None
        self._written = False
        self._lock = threading.Lock()
        self._counts: Recent[Hashable, int] = Recent(1000)
        self._seen: tuple[int, int] | None = None
        self._reloads = 0
        self._searcher = self.index.searcher()
        self.dense = Dense(folder / "directions" if folder else None)

    def searcher(self) -> tantivy.Searcher:
        """What was committed last, by whichever process."""
        if self._meta and self._mark() != self._seen:
            self.reload()
        return self._searcher

    def snapshot(self) -> Snapshot:
        return Snapshot(self, self.searcher())

    def reload(self) -> None:
        with self._lock:
            mark = self._mark()
            self.index.reload()
            self._searcher = self.index.searcher()
            self._seen = mark
            self._reloads += 1
            self._counts.clear()

    def age(self) -> tuple[int, int]:
        """The same as long as no card, and no direction of one, was written."""
        self.searcher()
        return self._reloads, self.dense.size()

    def kept(self, name: Hashable, count: Callable[[], int]) -> int:
        """A number that stands until the index changes."""
        self.searcher()
        found = self._counts.get(name)
        if found is None:
            found = count()
            self._counts.put(name, found)
        return found

    def forget(self) -> None:
        """Count anew (for measuring)."""
        self._counts.clear()

    def _mark(self) -> tuple[int, int] | None:
        with suppress(OSError):
            found = os.stat(self._meta) if self._meta else None  # noqa: PTH116 - asked many times a question
            return (found.st_mtime_ns, found.st_ino) if found else None
        return None

    def put(self, key: str, document: tantivy.Document) -> None:
        """In the place of an older one; found after `commit`. Raises ValueError while another process writes."""
        writer = self._writing()
        writer.delete_documents_by_term("key", key)
        writer.add_document(document)

    def drop(self, keys: Iterable[str]) -> None:
        """Like `put`, without a card."""
        for key in keys:
            self._writing().delete_documents_by_term("key", key)

    def _writing(self) -> tantivy.IndexWriter:
        self._written = True
        if self._writer is None:
            self._writer = self.index.writer(heap_size=HEAP, num_threads=1)
        return self._writer

    def commit(self) -> None:
        """On disk, and to be found."""
        if self._writer is not None and self._written:
            self._writer.commit()
            self._written = False
            self.reload()

    def close(self) -> None:
        """Let another process write, and end the threads that tidy up."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()


def is_written(folder: Path) -> bool:
    """Whether a process, also this one, writes into the index in that folder."""
    try:
        with (folder / LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # held, or nobody can say
        return True
    return False
