"""How close texts are by their words and their letters, without a model: BM25, and TF-IDF of letter runs.

Both score a question against all texts of a fixed set at once, from postings (for each word: in which texts, with what
worth). They stand beside embeddings as the baseline, and in their place where there is no model.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .fusion import fuse
from .intervals import FloatArray

K1, B = 1.2, 0.75  # Robertson's usual constants
SHORTEST, LONGEST = 3, 5  # letters of a run
DEPTH = 100  # places of each ranking that are fused

Counts = Sequence[Counter[str]]
Worth = Callable[[NDArray[np.float64], NDArray[np.int64], int], NDArray[np.float64]]


class Postings:
    """For each term the texts that have it and what it is worth there."""

    def __init__(self, texts: Counts, worth: Worth) -> None:
        """`worth(frequencies, places of the texts, number of texts with the term)` gives the values of one term."""
        self.size = len(texts)
        rows: dict[str, tuple[list[int], list[int]]] = {}
        for place, counted in enumerate(texts):
            for term, times in counted.items():
                found = rows.setdefault(term, ([], []))
                found[0].append(place)
                found[1].append(times)
        self._of: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for term, (places, times_) in rows.items():
            where = np.array(places, dtype=np.int64)
            self._of[term] = (where, worth(np.array(times_, dtype=np.float64), where, len(places)))

    def scores(self, terms: Iterable[tuple[str, float]]) -> FloatArray:
        """The sum over the terms of weight times value, for every text."""
        hits = [(weight, *self._of[term]) for term, weight in terms if term in self._of]
        if not hits:
            return np.zeros(self.size)
        places = np.concatenate([where for _weight, where, _values in hits])
        values = np.concatenate([weight * found for weight, _where, found in hits])
        summed: FloatArray = np.bincount(places, weights=values, minlength=self.size).astype(np.float64)
        return summed

    def spread(self, term: str) -> int:
        """How many texts have the term."""
        return len(self._of[term][0]) if term in self._of else 0


class Bm25:
    """Okapi BM25 (Robertson and Zaragoza 2009) over texts that are given as words, without stop words."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        lengths = np.array([len(text) for text in texts], dtype=np.float64)
        norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(lengths) else 1.0, 1e-9))

        def worth(times: FloatArray, where: NDArray[np.int64], spread: int) -> FloatArray:
            rarity = np.log1p((len(texts) - spread + 0.5) / (spread + 0.5))
            found: FloatArray = rarity * times * (K1 + 1) / (times + norm[where])
            return found

        self._postings = Postings([Counter(text) for text in texts], worth)

    def scores(self, words: Iterable[str]) -> FloatArray:
        """The score of every text for a question; >= 0, comparable only within one question."""
        return self._postings.scores((word, 1.0) for word in dict.fromkeys(words))


class Letters:
    """Cosine of TF-IDF vectors of runs of 3 to 5 letters within words: near where words are misspelt or bent."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._n = len(texts)
        counts = [Counter(runs(text)) for text in texts]
        squares = np.zeros(len(texts))
        rarity: dict[str, float] = {}
        spreads = Counter(run for counted in counts for run in counted)
        for run, spread in spreads.items():
            rarity[run] = self._rarity(spread)
        for place, counted in enumerate(counts):
            squares[place] = sum((_damped(times) * rarity[run]) ** 2 for run, times in counted.items())
        lengths = np.sqrt(np.maximum(squares, 1e-12))

        def worth(times: FloatArray, where: NDArray[np.int64], spread: int) -> FloatArray:
            found: FloatArray = (1 + np.log(times)) * self._rarity(spread) / lengths[where]
            return found

        self._postings = Postings(counts, worth)

    def scores(self, text: str) -> FloatArray:
        """The cosine, 0..1, of every text with this one."""
        weights = {
            run: _damped(times) * self._rarity(self._postings.spread(run))
            for run, times in Counter(runs(text)).items()
        }
        length = float(np.sqrt(sum(weight**2 for weight in weights.values()))) or 1.0
        return self._postings.scores((run, weight / length) for run, weight in weights.items())

    def _rarity(self, spread: int) -> float:
        return float(np.log((1 + self._n) / (1 + spread))) + 1


class Lexical:
    """Both, fused by reciprocal rank: the best that is to be had without a model."""

    def __init__(self, texts: Sequence[str], words: Callable[[str], Sequence[str]]) -> None:
        """`words(text)` cuts a text into the words that count."""
        self._words = words
        self._bm25, self._letters = Bm25([words(text) for text in texts]), Letters(texts)

    def nearest(self, text: str, *, limit: int = DEPTH) -> list[tuple[int, float]]:
        """Places of the closest texts with their fused scores, best first; texts that share nothing are left out."""
        rankings = [
            best(self._bm25.scores(self._words(text)), limit),
            best(self._letters.scores(text), limit),
        ]
        return fuse(rankings, [1.0, 1.0])[:limit]

    def cosines(self, text: str) -> FloatArray:
        """How close every text is by letters, 0..1."""
        return self._letters.scores(text)


def best(scores: FloatArray, limit: int) -> list[int]:
    """Places of the highest scores above 0, best first; ties in the order of places."""
    limit = min(limit, len(scores))
    if limit <= 0:
        return []
    if limit < len(scores):
        border = np.partition(scores, -limit)[-limit]
        places = np.flatnonzero(scores >= border)
    else:
        places = np.arange(len(scores))
    order = places[np.argsort(-scores[places], kind="stable")][:limit]
    return [int(place) for place in order if scores[place] > 0]


def runs(text: str) -> list[str]:
    """Runs of 3 to 5 letters of each word, with a space where it begins and ends."""
    found: list[str] = []
    for word in text.lower().split():
        edged = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            if len(edged) <= length:
                found.append(edged)
                break
            found += [edged[start : start + length] for start in range(len(edged) - length + 1)]
    return found


def _damped(times: int) -> float:
    return 1 + float(np.log(times))
