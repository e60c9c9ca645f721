"""Votes and followers. Counters change with the votes, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection

from desireline.kit.rows.api import fetch, marks, run
from desireline.reach.imports.bringing import bulk, links
from desireline.reach.imports.bringing.context import EARLY, Run
from desireline.reach.imports.records import FollowRecord, VoteRecord
from desireline.reach.imports.words import say

BEHALF, IMPORT = 2, 3
Pair = tuple[int, int]


class Line(NamedTuple):
    """A vote as the database takes it. `told`: when it was given, if the source tells."""

    id: int
    idea_id: int
    person_id: int
    how_much: int
    source: int
    by_id: int | None
    created: Any
    seen: bool
    note: str


def write(to: Run, records: list[VoteRecord]) -> None:
    said = _said(to, records)
    lock_ideas(pair[0] for pair, _ in said)
    lines = _lines(to, said)
    fresh = _first_time(to, lines)
    made = _insert(fresh)
    to.count("vote", "created", len(made))
    changed = 0
    if len(fresh) < len(lines):
        new = {line.id for line in fresh}
        changed = _reweigh(
            to, {(line.idea_id, line.person_id): line.how_much for line in lines if line.id not in new}
        )
    to.count("vote", "changed", changed)
    to.count("vote", "same", len(lines) - len(fresh) - changed)
    count_up(to, made)


def _said(to: Run, records: list[VoteRecord]) -> list[tuple[Pair, VoteRecord]]:
    """What is said first of each idea and voter, in the order of indexes and of locks."""
    ideas, people = {one.idea for one in records}, {one.person for one in records}
    to.known.load("idea", ideas)
    to.known.load("person", people)
    idea_of = {key: to.known.id_of("idea", key) for key in ideas}
    person_of = {key: to.known.id_of("person", key) for key in people}
    said: dict[Pair, VoteRecord] = {}
    for record in records:
        idea, person = idea_of[record.idea], person_of[record.person]
        if idea and person:
            said.setdefault((idea, person), record)
        else:
            to.say(record.where, say("A vote without a known voter or idea."), True)
    return sorted(said.items())


def _lines(to: Run, said: list[tuple[Pair, VoteRecord]]) -> list[Line]:
    to.known.load("person", {one.cast_by for _, one in said if one.cast_by})
    stamp = bulk.stamper()
    now = stamp(to.now)
    lines = []
    for pk, ((idea, person), one) in zip(bulk.new_ids("listen.Vote", len(said)), said, strict=True):
        by = to.known.id_of("person", one.cast_by) if one.cast_by else None
        source = BEHALF if by and one.source == "behalf" else IMPORT
        at = stamp(one.created) if one.created else now
        lines.append(Line(pk, idea, person, min(max(one.weight, 1), 3), source, by, at, False, ""))
    return lines


def _first_time(to: Run, lines: list[Line]) -> list[Line]:
    """The votes that no import brought before: who took one back here is not made to give it again."""
    columns = (*Line._fields[:4], "batch_id")
    rows = [(*line[:4], to.batch) for line in lines]
    return _gone_in("reach.ImportedVote", columns, rows, lines)


def _insert(lines: list[Line]) -> list[Line]:
    return _gone_in("listen.Vote", Line._fields, lines, lines)


def _gone_in(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], lines: list[Line]
) -> list[Line]:
    """Insert rows, one a line, and return the lines whose rows were not there before."""
    if bulk.insert(name, columns, rows, ignore=True, ready=True) == len(lines):
        return lines
    sql = f"SELECT id FROM {bulk.model(name)._meta.db_table} WHERE id BETWEEN %s AND %s"  # noqa: S608 - our own name
    ids = [line.id for line in lines]
    there = {pk for (pk,) in fetch(sql, [min(ids), max(ids)])}
    return [line for line in lines if line.id in there]


def lock_ideas(ideas: Iterable[int]) -> None:
    """As a vote does: the idea first, then what hangs on it."""
    if connection.vendor == "postgresql":
        sql = "SELECT id FROM listen_idea WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
        fetch(sql, [sorted(set(ideas))])


def _reweigh(to: Run, old: dict[Pair, int]) -> int:
    """The source says anew how much it matters, and the voter has not said otherwise here."""
    changed = 0
    for part in bulk.chunks(old, 400):
        pairs = ", ".join(["(%s, %s)"] * len(part))
        sql = (
            "SELECT id, idea_id, person_id, how_much FROM reach_importedvote"  # noqa: S608 - placeholders only
            f" WHERE (idea_id, person_id) IN (VALUES {pairs})"
        )
        for pk, idea, person, before in fetch(sql, [value for pair in part for value in pair]):
            after = old[idea, person]
            if after != before:
                _set_weight(to, pk, idea, (before, after))
                changed += 1
    return changed


def _set_weight(to: Run, pk: int, idea: int, weights: tuple[int, int]) -> None:
    before, after = weights
    run("UPDATE reach_importedvote SET how_much = %s WHERE id = %s", [after, pk])
    met = run(
        "UPDATE listen_vote SET how_much = %s WHERE id = %s AND how_much = %s AND source <> 1",
        [after, pk, before],
    )
    if met:
        run(
            "UPDATE listen_idea SET votes_important = votes_important + %s, votes_must = votes_must + %s WHERE id = %s",
            [int(after == 2) - int(before == 2), int(after == 3) - int(before == 3), idea],
        )
        bulk.keep_change(to.batch, "listen.Vote", pk, {"how_much": [before, after]})


def count_up(to: Run, made: list[Line]) -> None:
    """Add these new votes to the counters of their ideas."""
    now, early = bulk.stamp(to.now), bulk.stamp(EARLY)
    sums: dict[int, list[Any]] = {}
    for line in made:
        held = sums.get(line.idea_id)
        if held is None:
            held = sums[line.idea_id] = [0, 0, 0, early, line.idea_id]
        held[0] += 1
        if line.how_much > 1:
            held[line.how_much - 1] += 1
        if line.created > held[3] and line.created is not now:
            held[3] = line.created
    greatest = "GREATEST" if connection.vendor == "postgresql" else "MAX"
    bulk.change(
        "listen.Idea",
        "votes = votes + column1, votes_important = votes_important + column2, votes_must = votes_must + column3,"
        f" active = {greatest}(active, column4)",
        list(sums.values()),
    )
    _count_accounts(made)


def _count_accounts(made: list[Line]) -> None:
    accounts: dict[int, int] = {}
    for part in bulk.chunks({line.person_id for line in made}, 900):
        sql = (
            f"SELECT id, account_id FROM people_person WHERE account_id IS NOT NULL AND id IN ({marks(part)})"  # noqa: S608
        )
        accounts.update(fetch(sql, part))
    count_accounts((line.idea_id, accounts[line.person_id]) for line in made if line.person_id in accounts)


def count_accounts(pairs: Iterable[Pair]) -> None:
    """One more supporter for each of these pairs of idea and account."""
    support = Counter(pairs)
    if not support:
        return
    lock_ideas(idea for idea, _ in support)
    bulk.many(
        "INSERT INTO listen_accountsupport (idea_id, account_id, people) VALUES (%s, %s, %s)"
        " ON CONFLICT (idea_id, account_id) DO UPDATE SET people = listen_accountsupport.people + excluded.people",
        [(idea, account, number) for (idea, account), number in sorted(support.items())],
    )
    for part in bulk.chunks(sorted({idea for idea, _ in support}), 900):
        run(
            "UPDATE listen_idea SET"  # noqa: S608 - placeholders only
            " accounts = (SELECT COUNT(*) FROM listen_accountsupport s WHERE s.idea_id = listen_idea.id),"
            " value = COALESCE((SELECT ROUND(SUM(a.value), 2) FROM listen_accountsupport s"
            " JOIN people_account a ON a.id = s.account_id WHERE s.idea_id = listen_idea.id), 0)"
            f" WHERE id IN ({marks(part)})",
            part,
        )


def write_follows(to: Run, records: list[FollowRecord]) -> None:
    to.known.load("idea", {record.idea for record in records})
    to.known.load("person", {record.person for record in records})
    rows: list[tuple[Any, ...]] = []
    for record in records:
        idea, person = to.known.id_of("idea", record.idea), to.known.id_of("person", record.person)
        if idea and person:
            rows.append((person, f"idea:{idea}", to.now))
    links.once(to, "follow", "people.Subscription", ("person_id", "topic", "at"), rows, keys=2)
