"""How well similar texts are found: by the model, by words and letters, and by both together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desireline.engines.embeddings import api as embeddings
from desireline.maths.alike import DENSE, LEXICAL, PRESELECT, SUGGEST
from desireline.maths.fusion import fuse
from desireline.maths.lexical import Lexical, best
from desireline.maths.retrieval import Flags, Measures, Threshold, at_threshold, measure
from desireline.understand.evaluate.reading import Collection

DEPTH = 1000  # places of a ranking that are looked at
SUGGESTED = 5  # texts that would be suggested
THRESHOLDS = (SUGGEST, PRESELECT)

Numbers = NDArray[np.float64]
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of finding: its measures, and what the thresholds let through."""

    name: str
    measures: Measures
    thresholds: list[Threshold]


@dataclass(frozen=True, slots=True)
class Result:
    """The ways, beside what was asked. `alone` questions have no right text and are not counted."""

    model: str | None
    questions: int
    texts: int
    told: str
    alone: int
    ways: list[Way]


@dataclass(slots=True)
class _Row:
    rankings: list[tuple[Flags, int]] = field(default_factory=list)
    suggestions: list[tuple[Numbers, Flags]] = field(default_factory=list)

    def add(self, ranking: Sequence[int], right: Flags, closeness: Numbers) -> None:
        places = np.array(ranking, dtype=np.int64)
        self.rankings.append((right[places], int(right.sum())))
        first = places[:SUGGESTED]
        self.suggestions.append((closeness[first], right[first]))


def evaluate(collection: Collection, *, limit: int | None = None, tell: Tell | None = None) -> Result:
    """Ask every question that has a right text (at most `limit`, evenly drawn) and measure the answers."""
    asked = [n for n in range(len(collection.questions)) if collection.right(n).any()]
    alone = len(collection.questions) - len(asked)
    if limit and limit < len(asked):
        asked = [asked[place] for place in np.linspace(0, len(asked) - 1, limit).astype(int)]
    words = Lexical(collection.texts, _words)
    texts = _embedded(collection.texts, "texts", tell)
    questions = _embedded([collection.questions[n] for n in asked], "questions", tell)
    names = ["dense", "lexical", "fused"] if texts is not None else ["lexical"]
    rows = {name: _Row() for name in names}
    for row, n in enumerate(asked):
        cosines = None
        if texts is not None and questions is not None:
            cosines = (texts @ questions[row]).astype(np.float64)
        _ask(collection, n, words, cosines, rows)
        if tell and row % 100 == 99:
            tell("asked", row + 1, len(asked))
    ways = [
        Way(
            name,
            measure(row.rankings, depth=DEPTH),
            [at_threshold(row.suggestions, border) for border in THRESHOLDS],
        )
        for name, row in rows.items()
    ]
    if collection.pairs:
        ways = [_of_pairs(way, collection, words, texts) for way in ways]
    return Result(embeddings.model(), len(asked), len(collection.texts), collection.told, alone, ways)


def _ask(
    collection: Collection, question: int, words: Lexical, cosines: Numbers | None, rows: dict[str, _Row]
) -> None:
    text, right, own = collection.questions[question], collection.right(question), collection.own[question]
    lexical = [place for place, _score in words.nearest(text, limit=DEPTH) if place != own]
    rows["lexical"].add(lexical, right, words.cosines(text))
    if cosines is None:
        return
    if own is not None:
        cosines[own] = -1.0
    dense = best(cosines + 1, DEPTH)
    rows["dense"].add(dense, right, cosines)
    fused = [place for place, _score in fuse([dense, lexical], [DENSE, LEXICAL])]
    rows["fused"].add(fused, right, cosines)


def _of_pairs(way: Way, collection: Collection, words: Lexical, texts: embeddings.Vectors | None) -> Way:
    """With pairs, thresholds are told by the pairs themselves; how many of the same ones they reach."""
    same = np.array([flag for _one, _two, flag in collection.pairs])
    if way.name == "lexical" or texts is None:
        close = np.array([words.cosines(collection.texts[one])[two] for one, two, _same in collection.pairs])
    else:
        close = np.array([float(texts[one] @ texts[two]) for one, two, _same in collection.pairs])
    found = []
    for border in THRESHOLDS:
        shown = close >= border
        hits = int((shown & same).sum())
        found.append(
            Threshold(
                border,
                int(shown.sum()),
                hits / int(shown.sum()) if shown.any() else None,
                hits / max(int(same.sum()), 1),
            )
        )
    return Way(way.name, way.measures, found)


def _words(text: str) -> list[str]:
    return [stem for stem, _word in embeddings.content(text)]


def _embedded(texts: Sequence[str], what: str, tell: Tell | None) -> embeddings.Vectors | None:
    return embeddings.embed(texts, tell=(lambda done: tell(what, done, len(texts))) if tell else None)
