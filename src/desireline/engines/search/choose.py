"""The one place that names a concrete engine: tantivy in a folder, or a cluster where the setting names one."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from desireline.engines.embeddings import api as embeddings
from desireline.engines.search import outbox
from desireline.engines.search.cluster import Cluster
from desireline.engines.search.files import replace
from desireline.engines.search.models import SearchIndex
from desireline.engines.search.protocol import Engine
from desireline.engines.search.wording import own_words

if TYPE_CHECKING:
    from desireline.engines.search.open.home import Home

CURRENT = "current"  # the file that names the folder in use
YOUNG = 3600.0  # seconds in which whoever makes an index has begun to write
NONE = "none"  # nothing was made yet: nothing is found
_lock = threading.Lock()
_held: dict[str, Engine] = {}
_clusters: dict[Cluster, Home] = {}
_unusable: set[str] = set()
log = structlog.get_logger("search")


def home() -> Path | None:
    """The folder of the indexes; None keeps them in memory."""
    return Path(settings.SEARCH_FOLDER) if settings.SEARCH_FOLDER else None


def engine() -> Engine:
    """The engine of this instance (setting DESIRELINE_SEARCH), as all processes see it now."""
    cluster = _cluster()
    if cluster is not None:
        return cluster.live
    name = _current()
    found = _held.get(name)
    if found is None:
        with _lock:
            found = _held.get(name) or _made(name)
            for other in list(_held.values()):
                if other is not found:
                    other.close()
            _held.clear()
            _held[name] = found
    return found


def fresh() -> tuple[str, Engine]:
    """An empty engine beside the one in use, and its name."""
    cluster = _cluster()
    if cluster is not None:
        return cluster.fresh()
    name = f"v{_version()}-{secrets.token_hex(6)}"
    return name, _made(name)


@contextmanager
def trial() -> Iterator[Engine]:
    """An empty engine in a place of its own that is gone afterwards, for measuring."""
    cluster = _cluster()
    if cluster is not None:
        with cluster.trial() as tried:
            yield tried
        return
    with tempfile.TemporaryDirectory(prefix="desireline-trial-") as folder:
        made = _in(Path(folder), lasting=False)
        try:
            yield made
        finally:
            made.close()


def take(name: str, made: Engine) -> str:
    """From now on this is the engine of the instance, for all processes. Returns the name of the one before."""
    cluster, folder = _cluster(), home()
    before = _current()
    if cluster is not None:
        cluster.take(name)
    with _lock, transaction.atomic():
        SearchIndex.objects.all().delete()
        SearchIndex.objects.create(name=name, made=timezone.now())
        if cluster is not None:
            return NONE
        if folder is not None:
            replace(folder / CURRENT, lambda path: path.write_text(name, encoding="utf-8"))
            _seen.clear()
        _held.clear()
        _held[name] = made
    return before


def clear_away(before: str = NONE) -> None:
    """Remove the indexes that are not in use any more: the one before, and what others left, unless they make it now.

    Who makes an index holds its lock once anything is written; until then the folder is young.
    """
    cluster = _cluster()
    if cluster is not None:
        cluster.clear_away()
        return
    folder, name = home(), _current()
    if folder is not None and folder.exists() and name != NONE:
        for other in folder.iterdir():
            if other.is_dir() and other.name != name and (other.name == before or not _in_the_making(other)):
                shutil.rmtree(other, ignore_errors=True)


def _in_the_making(place: Path) -> bool:
    from desireline.engines.search.embedded.shelf import is_written

    try:
        young = time.time() - place.stat().st_mtime < YOUNG
        return young or any(map(is_written, place.iterdir()))
    except FileNotFoundError:  # another process removed it
        return False


def belongs() -> bool:
    """Whether the index in use was made from this database, by this version."""
    return look()[0]


def look() -> tuple[bool, bool]:
    """Whether the index in use belongs here, and whether changes wait for it; asked of the database in one question."""
    cluster = _cluster()
    if cluster is not None:
        name = cluster.current() if cluster.is_of_this_version() else None
    else:
        name = _current()
        if home() is not None and (name in _unusable or not name.startswith(f"v{_version()}-")):
            name = None
    if name is None:
        return False, False
    made_here, waits = outbox.look(name)
    return made_here or (cluster is None and home() is None), waits


def rest() -> None:
    """Nothing is to do for a while: let go of the lock and of the model's memory."""
    engine().close()
    embeddings.release()


def forget() -> None:
    """Begin without any engine (tests; after a restore)."""
    with _lock:
        for one in _held.values():
            one.close()
        for cluster in _clusters.values():
            cluster.close()
        _clusters.clear()
        _held.clear()
        _seen.clear()


_seen: dict[str, tuple[int, str]] = {}


def _current() -> str:
    folder = home()
    if folder is None:
        return next(iter(_held), "memory")
    try:
        stat = (folder / CURRENT).stat()
        known = _seen.get("name")
        if known is None or known[0] != stat.st_mtime_ns:
            known = _seen["name"] = (stat.st_mtime_ns, (folder / CURRENT).read_text(encoding="utf-8").strip())
        return known[1]
    except OSError:
        return NONE


def _cluster() -> Home | None:
    """The indexes in the cluster of the setting, if it names one. Without one its client is never loaded."""
    address = settings.SEARCH
    if not isinstance(address, Cluster):
        return None
    found = _clusters.get(address)
    if found is None:
        from desireline.engines.search.open.given import Given
        from desireline.engines.search.open.home import Home

        with _lock:
            given = Given(own_words)
            if embeddings.model() is not None:
                given = Given(own_words, embed=embeddings.embed, keep=embeddings.kept)
            found = _clusters.setdefault(address, Home(address, given))
    return found


def _version() -> int:
    from desireline.engines.search.embedded.schema import VERSION

    return VERSION


def _made(name: str) -> Engine:
    """The index of that name. One of another version, or a damaged one, is as good as none until it is made anew."""
    folder = home()
    if folder is None or not name.startswith(f"v{_version()}-"):
        return _in(None)
    try:
        return _in(folder / name)
    except (ValueError, OSError) as error:
        log.warning(
            "the search index cannot be read: it will be made anew", index=name, error=str(error)[:300]
        )
        _unusable.add(name)
        return _in(None)


def _in(place: Path | None, *, lasting: bool = True) -> Engine:
    """`lasting` is an index of this instance: with its own words, and directions kept in its database."""
    from desireline.engines.search.embedded.engine import Embedded

    words = own_words if lasting else str
    if embeddings.model() is None:
        return Embedded(place, words)
    keep = embeddings.kept if lasting else embeddings.embed
    return Embedded(place, words, embed=embeddings.embed, keep=keep)
