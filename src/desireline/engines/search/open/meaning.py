"""Cards that mean the same as a text, whatever its words: by direction, where there is a model.

Each is 384 bytes beside the card, and a script compares the question with every card that the reader may find: exact,
and quick enough for some hundred thousand. Where the setting says so, the k-NN plugin keeps a graph of them instead.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from desireline.engines.search.kept import kept
from desireline.engines.search.open import asking
from desireline.engines.search.open.asking import Clause
from desireline.engines.search.open.given import Embed
from desireline.engines.search.open.schema import KNN, NONE, SCRIPT
from desireline.engines.search.open.vocabulary import Seen
from desireline.engines.search.open.wire import Wire
from desireline.engines.search.scoring import Close

Direction = np.ndarray[Any, np.dtype[np.float32]]
STEPS = 127  # of a byte on each side of nought
# Letters in place of a list of numbers: their type is known, so that the loop is compiled to what it does.
COMPARE = """
BytesRef said = doc['direction'].value;
String asked = params.asked;
int sum = 0;
for (int i = 0; i < asked.length(); i++) { sum += said.bytes[said.offset + i] * (asked.charAt(i) - 256); }
return 1.0 + sum / 16129.0;
"""


def way_of(wire: Wire) -> str:
    """How this cluster compares directions."""
    nodes = (wire.do("nodes.info", metric="plugins") or {}).get("nodes", {})
    known = [
        " ".join(str(one.get("classname")) for one in (*node.get("plugins", ()), *node.get("modules", ())))
        for node in nodes.values()
    ]
    ways = [(KNN, "knn."), (SCRIPT, "painless.")] if wire.cluster.knn else [(SCRIPT, "painless.")]
    for way, name in ways:
        if known and all(name in names for names in known):
            return way
    return NONE


def stored(direction: Direction, way: str) -> Any:
    """A direction (unit length) as it is written into a document."""
    if way == KNN:
        return [round(float(one), 6) for one in direction]
    return base64.b64encode(_steps(direction).astype(np.int8).tobytes()).decode()


def _steps(direction: Direction) -> Any:
    return np.clip(np.rint(direction * STEPS), -STEPS, STEPS)


def question(direction: Direction, way: str, guard: Sequence[Clause], most: int, least: float) -> Clause:
    """The nearest cards that the reader may find, nearest first, of at least so high a cosine."""
    body: Clause = {"size": most, "track_total_hits": False, "_source": ["data"], "sort": asking.BY_SCORE}
    if way == KNN:
        near = {"vector": [float(one) for one in direction], "k": most, "filter": asking.every(guard)}
        return {**body, "query": {"knn": {"direction": near}}, "min_score": (1 + least) / 2}
    asked = "".join(chr(256 + int(one)) for one in _steps(direction))
    script = {"source": COMPARE, "lang": "painless", "params": {"asked": asked}}
    known = asking.every(guard, {"exists": {"field": "direction"}})
    return {
        **body,
        "query": {"script_score": {"query": known, "script": script}},
        "min_score": max(1 + least, 0),
    }


def cosine(score: float, way: str) -> float:
    return 2 * score - 1 if way == KNN else score - 1


class Meaning:
    """What is typed, as directions; nothing without a model."""

    def __init__(self, embed: Embed | None) -> None:
        self._direction = lru_cache(maxsize=512)(lambda text: _first(embed([text]))) if embed else None

    def near(self, text: str, seen: Seen, way: str, *, most: int, least: float) -> list[Close]:
        """The nearest cards that the reader may find; empty without a model."""
        direction = self._direction(" ".join(text.split())[:1000]) if self._direction and way else None
        if direction is None:
            return []
        (answer,) = seen.ask([question(direction, way, seen.guard, most, least)])
        return [
            Close(kept(hit["_source"]["data"]), cosine(hit["_score"], way)) for hit in answer["hits"]["hits"]
        ][:most]


def _first(made: Any) -> Any:
    return None if made is None else made[0]
