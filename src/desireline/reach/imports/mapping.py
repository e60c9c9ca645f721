"""Which column means what, for tables of any tool: guessed, shown to people, corrected by them, and remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any, Literal, cast

from desireline.reach.imports import dates
from desireline.reach.imports.mapping_words import FIELDS, NEEDED, WORDS, normal
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.tables import Table, column_key
from desireline.reach.imports.values import line, mail, text, when
from desireline.reach.imports.words import Text, say

TableKind = Literal["ideas", "comments", "votes", "people", "ignore"]
_SAMPLES = 200
_HINTS: dict[str, str] = {
    "comments": r"comment|kommentar|comentario|commentaire|repl(y|ies)",
    "votes": r"vote|stimmen|voto|soutien|supporter",
    "people": r"user|people|person|customer|kunden|usuario|utilisateur|member",
    "ideas": r"idea|idee|post|proposal|suggestion|request|feedback|propuesta|vorschlag",
}


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table is read. `columns`: for each field the column that fills it; `board`: for ideas without one."""

    kind: TableKind
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: dates.DateOrder = "dmy"
    board: str = ""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    header: str
    field: str  # "" when it is not used
    confidence: float  # from 0 to 1
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableGuess:
    """A table with the guessed mapping; `key` is the same for every table with these columns."""

    table: str
    key: str
    confidence: float
    columns: tuple[ColumnGuess, ...]
    mapping: TableMapping


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a mapping, and at which field of which table."""

    table: str
    field: str
    message: Text


def mapping_key(columns: Sequence[str]) -> str:
    """A stable key of a set of headers, by which a mapping is remembered."""
    return sha256("\n".join(sorted(normal(name) for name in columns)).encode()).hexdigest()[:24]


def guess(table: Table) -> TableGuess:
    """Guess what the table holds and which column fills which field, from headers and the first values."""
    samples = _samples(table)
    kinds = {kind: _assign(kind, table.columns, samples) for kind in FIELDS}
    kind = max(kinds, key=lambda kind: _fitness(kind, kinds[kind], table.name))
    chosen = kinds[kind]
    fitting = _complete(kind, chosen)
    columns = {name: header for name, (header, _) in chosen.items()}
    by_header = {header: (name, score) for name, (header, score) in chosen.items()}
    date_values = samples.get(columns.get("created", ""), [])
    mapping = TableMapping(cast(TableKind, kind) if fitting else "ignore", columns, date_order(date_values))
    return TableGuess(
        table=table.name,
        key=mapping_key(table.columns),
        confidence=round(min((score for _, score in chosen.values()), default=0.0) if fitting else 0.0, 2),
        columns=tuple(
            ColumnGuess(
                header, *by_header.get(header, ("", 0.0)), tuple(line(v, 80) for v in samples[header][:3])
            )
            for header in table.columns
        ),
        mapping=mapping,
    )


def _samples(table: Table) -> dict[str, list[str]]:
    notes = Notes()
    notes.quiet = True
    found: dict[str, list[str]] = {header: [] for header in table.columns}
    keys = {header: column_key(header) for header in table.columns}
    for _, row in islice(table.rows(notes), _SAMPLES):
        for header, key in keys.items():
            value = row.get(key)
            shown = ", ".join(map(text, value)) if isinstance(value, list) else text(value)
            if shown:
                found[header].append(shown)
    return found


def _assign(
    kind: str, columns: Sequence[str], samples: Mapping[str, list[str]]
) -> dict[str, tuple[str, float]]:
    """The best pairs first, each field and each column once."""
    scores = [
        (score, -at, name, header)
        for at, header in enumerate(columns)
        for name in FIELDS[kind]
        if header and (score := _score(kind, name, header, samples[header])) >= 0.4
    ]
    chosen: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for score, _, name, header in sorted(scores, reverse=True):
        if name not in chosen and header not in taken:
            chosen[name] = (header, round(score, 2))
            taken.add(header)
    if "created_time" in chosen and "created" not in chosen:
        del chosen["created_time"]
    return chosen


def _score(kind: str, name: str, header: str, values: Sequence[str]) -> float:
    """How much the header's words say for a field, corrected by what its values look like."""
    words, known = normal(header), WORDS[kind][name]
    score = known.get(words, 0.0)
    if not score:
        tokens = set(words.split())
        score = max(
            (0.6 * len(w.split()) / len(tokens) for w in known if set(w.split()) <= tokens), default=0.0
        )
    if score and values:
        score *= _evidence(name, values)
    return score


def _evidence(name: str, values: Sequence[str]) -> float:
    """From 0 (these values cannot be that) to 1."""
    tests: dict[str, Callable[[str], object]] = {
        "created": lambda v: when(v) is not None or dates.from_text(v) is not None,
        "created_time": lambda v: dates.clock(v) is not None,
        "author_email": mail,
        "person_email": mail,
        "email": mail,
        "votes": lambda v: re.fullmatch(r"-?[\d.,' ]+", v),
        "weight": lambda v: re.fullmatch(r"-?[\d.,]+", v),
        "author_name": lambda v: not mail(v) and not v.isdigit(),
        "person_name": lambda v: not mail(v) and not v.isdigit(),
        "title": lambda v: not v.replace(".", "").isdigit() and len(v) <= 300,
        "body": lambda v: not v.replace(".", "").isdigit(),
        "summary": lambda v: not v.isdigit(),
    }
    test = tests.get(name)
    return 1.0 if test is None else sum(bool(test(value)) for value in values) / len(values)


def _complete(kind: str, chosen: Mapping[str, Any]) -> bool:
    return all(any(name in chosen for name in group) for group in NEEDED[kind])


def _fitness(kind: str, chosen: Mapping[str, tuple[str, float]], table: str) -> float:
    if not _complete(kind, chosen):
        return 0.0
    fit = sum(score for _, score in chosen.values())
    if kind == "ideas" and "title" not in chosen:
        fit *= 0.6
    if kind == "comments" and "parent" in chosen:
        fit += 1
    return fit * (1.6 if re.search(_HINTS[kind], normal(table)) else 1.0)


def date_order(values: Sequence[str]) -> dates.DateOrder:
    """Day or month first, decided by a number above 12; day first when nothing tells."""
    for value in values:
        found = re.match(r"(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}", value.strip())
        if found and int(found[1]) > 12:
            return "dmy"
        if found and int(found[2]) > 12:
            return "mdy"
    return "dmy"


def as_data(mapping: TableMapping) -> dict[str, Any]:
    """For keeping; `validated` reads it back."""
    return {**asdict(mapping), "columns": dict(mapping.columns)}


def validated(data: object, table: Table) -> tuple[TableMapping, list[Problem]]:
    """A mapping from a form or from what was kept, with every problem named by its field."""
    given = data if isinstance(data, Mapping) else {}
    kind, problems = given.get("kind"), list[Problem]()
    if kind == "ignore":
        return TableMapping("ignore"), problems
    if kind not in FIELDS:
        return TableMapping("ignore"), [Problem(table.name, "kind", say("Choose what this table holds."))]
    columns = _columns(kind, given.get("columns"), table, problems)
    for group in NEEDED[kind]:
        if not any(name in columns for name in group):
            problems.append(
                Problem(table.name, group[0], say("Choose a column for “{name}”.", name=group[0]))
            )
    order = given.get("date_order", "dmy")
    if order not in ("dmy", "mdy", "ymd"):
        problems.append(Problem(table.name, "date_order", say("Choose the order of day and month.")))
        order = "dmy"
    return TableMapping(kind, columns, order, line(given.get("board", ""), 100)), problems


def _columns(kind: str, chosen: object, table: Table, problems: list[Problem]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for name, header in chosen.items() if isinstance(chosen, Mapping) else ():
        if name not in FIELDS[kind]:
            problems.append(
                Problem(table.name, str(name), say("There is no field “{name}” here.", name=str(name)))
            )
        elif header and header not in table.columns:
            problems.append(
                Problem(table.name, name, say("There is no column “{column}” here.", column=str(header)))
            )
        elif header:
            columns[name] = header
    return columns
