"""Files to evaluate with: texts with labels, or pairs of texts that say the same or not. Faults are told by line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from desireline.maths.retrieval import Flags

SAME = {
    "1": True,
    "yes": True,
    "true": True,
    "same": True,
    "0": False,
    "no": False,
    "false": False,
    "different": False,
}
LABELS = ("label", "category")
SHOWN = 10  # faults that are told


class BadFileError(Exception):
    """A file that cannot be used. The message names the lines and says what to write."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts, each with its label."""

    texts: list[str]
    labels: list[str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of texts, and whether the two say the same."""

    left: list[str]
    right: list[str]
    same: list[bool]


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions against texts. `right(i)` flags the texts that are right for a question; `own[i]` is its own place."""

    questions: list[str]
    texts: list[str]
    right: Callable[[int], Flags]
    own: list[int | None]
    told: str
    pairs: list[tuple[int, int, bool]] = field(default_factory=list)


def read(path: Path) -> Labelled | Pairs:
    """The file by its heading: `text,label` (or `category`), or `a,b,same`."""
    lines = _lines(path)
    heading = [name.strip().lower() for name in next(lines, (0, []))[1]]
    label = next((name for name in LABELS if name in heading), None)
    if "text" in heading and label:
        columns = [heading.index("text"), heading.index(label)]
        rows = _rows(path, lines, columns, len(heading), check=None)
        return Labelled([row[0] for row in rows], [row[1] for row in rows])
    if {"a", "b", "same"} <= set(heading):
        columns = [heading.index(name) for name in ("a", "b", "same")]
        rows = _rows(path, lines, columns, len(heading), check=_same)
        return Pairs(
            [row[0] for row in rows], [row[1] for row in rows], [SAME[row[2].lower()] for row in rows]
        )
    raise BadFileError(f"{path}, line 1: the heading must be text,label (or text,category) or a,b,same.")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFileError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadFileError(f"{path}, line {line}: not UTF-8. Save the file as UTF-8.") from error
    first = text.split("\n", 1)[0]
    between = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=between, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFileError(f"{path}, line {max(start, reader.line_num)}: {error}.") from error
        if row:
            yield start, row


def _same(row: Sequence[str]) -> str:
    return "" if row[2].lower() in SAME else f"same is “{row[2][:20]}”; write 1 or 0"


def _rows(
    path: Path,
    lines: Iterator[tuple[int, list[str]]],
    columns: Sequence[int],
    width: int,
    check: Callable[[Sequence[str]], str] | None,
) -> list[list[str]]:
    rows, faults = [], []
    for line, given in lines:
        if len(given) != width:
            faults.append(f"line {line}: {len(given)} values where the heading has {width}")
            continue
        row = [given[column].strip() for column in columns]
        fault = "a value is empty" if not all(row) else (check(row) if check else "")
        if fault:
            faults.append(f"line {line}: {fault}")
        rows.append(row)
    if faults:
        more = f"\n  and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise BadFileError(f"{path} has faults:\n  " + "\n  ".join(faults[:SHOWN]) + more)
    if len(rows) < 2:
        raise BadFileError(f"{path} has {len(rows)} rows; at least 2 are needed.")
    return rows


def of_labels(asked: Labelled, against: Labelled | None) -> Collection:
    """Texts with the label of the question are right: those of `against`, or else the others of the same file."""
    base = against or asked
    codes = {label: code for code, label in enumerate(dict.fromkeys([*base.labels, *asked.labels]))}
    of_texts = np.array([codes[label] for label in base.labels])
    of_questions = [codes[label] for label in asked.labels]
    own: list[int | None] = [None if against else place for place in range(len(asked.texts))]

    def right(question: int) -> Flags:
        found: Flags = of_texts == of_questions[question]
        place = own[question]
        if place is not None:
            found[place] = False
        return found

    return Collection(asked.texts, base.texts, right, own, f"{len(set(base.labels))} labels")


def of_pairs(given: Pairs) -> Collection:
    """Every text that has a same one is a question; right are all texts that it is paired with as same."""
    places = {text: place for place, text in enumerate(dict.fromkeys([*given.left, *given.right]))}
    partners: dict[int, set[int]] = {}
    pairs = []
    for left, right, same in zip(given.left, given.right, given.same, strict=True):
        one, two = places[left], places[right]
        pairs.append((one, two, same))
        if same and one != two:
            partners.setdefault(one, set()).add(two)
            partners.setdefault(two, set()).add(one)
    texts, asked = list(places), sorted(partners)

    def flags(question: int) -> Flags:
        found = np.zeros(len(texts), dtype=np.bool_)
        found[list(partners[asked[question]])] = True
        return found

    told = f"{len(pairs):,} pairs, {sum(given.same):,} of them the same"
    return Collection([texts[place] for place in asked], texts, flags, list(asked), told, pairs)
