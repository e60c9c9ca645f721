"""The indexes of this instance in the cluster: the one in use, for which a fixed name stands, and new ones."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from desireline.engines.search.cluster import Cluster
from desireline.engines.search.kept import OPEN
from desireline.engines.search.open.engine import Open
from desireline.engines.search.open.given import Given
from desireline.engines.search.open.lease import Lease
from desireline.engines.search.open.meaning import way_of
from desireline.engines.search.open.schema import NONE, VERSION, layout
from desireline.engines.search.open.wire import Wire
from desireline.engines.search.open.writing import PLACES

KNOWN = 30.0  # seconds for which is believed how the index in use compares directions


class Home:
    def __init__(self, cluster: Cluster, given: Given) -> None:
        """`given.way` is not asked: what an index can do is written in it."""
        self.wire = Wire(cluster)
        self.lease = Lease(self.wire)
        self._prefix, self._given = cluster.prefix, given
        self._way: tuple[float, str] | None = None
        mine = replace(given, way=self._way_in_use)
        self.live = Open(self.wire, self._prefix, lease=self.lease, named=self._in_use, given=mine)

    def fresh(self) -> tuple[str, Open]:
        """An empty engine beside the one in use, and its name. Nothing of it is found before `take`."""
        name = f"v{VERSION}-{secrets.token_hex(6)}"
        self.lease.hold()
        given = replace(self._given, way=self._make(name))
        return name, Open(self.wire, f"{self._prefix}-{name}", lease=self.lease, given=given, shown=False)

    def _make(self, name: str) -> Callable[[], str]:
        way = way_of(self.wire) if self._given.keep else NONE
        for place in PLACES:
            body = layout(self.wire.cluster, way)
            self.wire.do("indices.create", index=f"{self._prefix}-{name}-{place}", body=body)
        return lambda: way

    def take(self, name: str) -> None:
        """From now on this is the index of the instance, for all processes, at one stroke."""
        self.lease.hold()
        self.wire.do("indices.refresh", index=",".join(f"{self._prefix}-{name}-{place}" for place in PLACES))
        old = (self._in_use() or {}).items()
        actions = [{"remove": {"index": index, "alias": f"{self._prefix}-{place}"}} for place, index in old]
        actions += [
            {"add": {"index": f"{self._prefix}-{name}-{place}", "alias": f"{self._prefix}-{place}"}}
            for place in PLACES
        ]
        self.wire.do("indices.update_aliases", body={"actions": actions})
        self._way = None
        self.live.writing.moved()

    def current(self) -> str:
        """The name of the index in use; empty where there is none."""
        index = (self._in_use() or {}).get(OPEN, "")
        return index.removeprefix(f"{self._prefix}-").removesuffix(f"-{OPEN}")

    def is_of_this_version(self) -> bool:
        return self.current().startswith(f"v{VERSION}-")

    def _in_use(self) -> Mapping[str, str] | None:
        found: dict[str, str] = {}
        for place in PLACES:
            answer = self.wire.do("indices.get_alias", name=f"{self._prefix}-{place}")
            if not answer:
                return None
            (found[place],) = answer
        return found

    def _way_in_use(self) -> str:
        now = time.monotonic()
        if self._way is None or now - self._way[0] > KNOWN:
            self._way = (now, self._read_way() if self._given.embed else NONE)
        return self._way[1]

    def _read_way(self) -> str:
        answer = self.wire.glance("indices.get_mapping", index=f"{self._prefix}-{OPEN}") or {}
        ways = [str(one["mappings"].get("_meta", {}).get("way", NONE)) for one in answer.values()]
        return ways[0] if ways else NONE

    def clear_away(self) -> None:
        """Remove the indexes that are not in use. Who makes one writes, so that none is being made while we do."""
        self.lease.hold()
        kept = set((self._in_use() or {}).values())
        mine = re.compile(
            rf"{self._prefix}-v\d+-[0-9a-f]{{12}}-(?:{'|'.join(PLACES)})"
        )  # not of a longer prefix
        known = self.wire.do("indices.get", index=f"{self._prefix}-v*") or {}
        for name in known if kept else ():
            if name not in kept and mine.fullmatch(name):
                self.wire.do("indices.delete", index=name)
        self.lease.release()

    @contextmanager
    def trial(self) -> Iterator[Open]:
        """An empty engine that is gone afterwards, for measuring."""
        name = f"trial-{secrets.token_hex(6)}"
        given = Given(embed=self._given.embed, keep=self._given.embed, way=self._make(name))
        made = Open(self.wire, f"{self._prefix}-{name}", lease=_Nobody(self.wire), given=given)
        try:
            yield made
        finally:
            for place in PLACES:
                self.wire.do("indices.delete", index=f"{self._prefix}-{name}-{place}")

    def close(self) -> None:
        self.lease.release()
        self.wire.client.close()


class _Nobody(Lease):
    """An index that only this process knows."""

    def hold(self) -> int:
        return 1

    def release(self) -> None:
        return None
