"""How well themes agree with labels that people gave."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from desireline.engines.embeddings import api as embeddings
from desireline.maths.agreement import adjusted_rand, mutual_information, purity
from desireline.maths.naming import name, telling
from desireline.understand.evaluate.reading import Labelled
from desireline.understand.evaluate.reporting import columns
from desireline.understand.themes.finding import RESOLUTIONS, Found, floor_of, levels
from desireline.understand.themes.texts import by_letters_of, model
from desireline.understand.themes.wording import telling_words

NAMES = ("wide", "middle", "near")


@dataclass(frozen=True, slots=True)
class Zoom:
    """One level. A text in no theme counts as a theme by itself."""

    name: str
    resolution: float
    themes: int
    alone: int
    adjusted_rand: float
    mutual_information: float
    purity: float


@dataclass(frozen=True, slots=True)
class Result:
    """`seconds` without the reading of the texts by the model, which happens once in the life of a text."""

    model: str
    texts: int
    labels: int
    embedding: float
    seconds: float
    zooms: list[Zoom]
    largest: list[str]


def evaluate(given: Labelled, *, tell: Any = None) -> Result:
    """Find themes in the texts as the product does, and compare them with the labels."""
    start, by = time.monotonic(), model()
    vectors = embeddings.embed(given.texts, tell=(lambda done: tell("texts", done, len(given.texts))))
    if vectors is None:
        vectors = by_letters_of(given.texts)
    read = time.monotonic()
    found = levels(vectors, floor=floor_of(by))
    zooms = [
        _zoom(word, resolution, one, given)
        for word, resolution, one in zip(NAMES, RESOLUTIONS, found, strict=True)
    ]
    middle, words = found[1], [telling_words(text) for text in given.texts]
    named = telling([[words[place] for place in middle.members(theme)] for theme in range(len(middle.reach))])
    done = time.monotonic()
    largest = [name(terms) for terms in named[:8]]
    return Result(by, len(given.texts), len(set(given.labels)), read - start, done - read, zooms, largest)


def _zoom(word: str, resolution: float, found: Found, given: Labelled) -> Zoom:
    groups = [int(label) if label >= 0 else -1 - place for place, label in enumerate(found.labels)]
    return Zoom(
        word,
        resolution,
        len(found.reach),
        int((found.labels < 0).sum()),
        adjusted_rand(groups, given.labels),
        mutual_information(groups, given.labels),
        purity(groups, given.labels),
    )


def themes_table(result: Result) -> list[str]:
    """Lines of text."""
    rows = [["zoom", "themes", "in none", "ARI", "NMI", "purity"]]
    for one in result.zooms:
        shares = (one.adjusted_rand, one.mutual_information, one.purity)
        rows.append([one.name, f"{one.themes:,}", f"{one.alone:,}", *(f"{share:.3f}" for share in shares)])
    return [
        f"{result.texts:,} texts, {result.labels:,} labels. Directions: {result.model}, {result.embedding:.1f} s.",
        f"Themes of all three zooms found and named in {result.seconds:.1f} s.",
        "",
        *columns(rows),
        "",
        "The largest of the middle zoom:",
        *(f"  {one}" for one in result.largest),
    ]
