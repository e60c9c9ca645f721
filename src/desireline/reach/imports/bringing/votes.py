"""Votes and followers. Counters change with the votes, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from desireline.kit.rows.api import fetch, marks, run
from desireline.reach.imports.bringing import bulk, links
from desireline.reach.imports.bringing.context import EARLY, Run
from desireline.reach.imports.records import FollowRecord, VoteRecord
from desireline.reach.imports.words import say

BEHALF, IMPORT = 2, 3
_COLUMNS = ("id", "idea_id", "person_id", "how_much", "source", "by_id", "created", "seen", "note")
Pair = tuple[int, int]


def write(to: Run, records: list[VoteRecord]) -> None:
    to.known.load("idea", {record.idea for record in records})
    to.known.load("person", {record.person for record in records})
    to.known.load("person", {record.cast_by for record in records if record.cast_by})
    said: dict[Pair, VoteRecord] = {}
    for record in records:
        idea, person = to.known.id_of("idea", record.idea), to.known.id_of("person", record.person)
        if idea and person:
            said.setdefault((idea, person), record)
        else:
            to.say(record.where, say("A vote without a known voter or idea."), True)
    said = dict(sorted(said.items(), key=lambda one: one[0]))  # indexes like it, and so do locks
    fresh = _first_time(to, said)
    made = _insert(to, fresh, said)
    to.count("vote", "created", len(made))
    changed = _reweigh(to, said, skip=set(fresh)) if len(fresh) < len(said) else 0
    to.count("vote", "changed", changed)
    to.count("vote", "same", len(said) - len(fresh) - changed)
    count_up(made, said)


def _first_time(to: Run, said: dict[Pair, VoteRecord]) -> dict[Pair, int]:
    """Ids for the votes that no import brought before: who took one back here is not made to give it again."""
    lock_ideas(idea for idea, _ in said)
    ids = bulk.new_ids("listen.Vote", len(said))
    rows = [
        (pk, idea, person, _weight(record), to.batch)
        for pk, ((idea, person), record) in zip(ids, said.items(), strict=True)
    ]
    columns = ("id", "idea_id", "person_id", "how_much", "batch_id")
    inserted = bulk.insert("reach.ImportedVote", columns, rows, ignore=True)
    fresh = dict(zip(said, ids, strict=True))
    if inserted < len(rows):
        kept = _kept("reach_importedvote", ids)
        fresh = {pair: pk for pair, pk in fresh.items() if pk in kept}
    return fresh


def _insert(to: Run, fresh: dict[Pair, int], said: dict[Pair, VoteRecord]) -> list[Pair]:
    rows: list[tuple[Any, ...]] = []
    for (idea, person), pk in fresh.items():
        record = said[idea, person]
        by = to.known.id_of("person", record.cast_by)
        source = BEHALF if record.source == "behalf" and by else IMPORT
        at = record.created or to.now
        rows.append((pk, idea, person, _weight(record), source, by, at, False, ""))
    if bulk.insert("listen.Vote", _COLUMNS, rows, ignore=True) == len(rows):
        return list(fresh)
    kept = _kept("listen_vote", list(fresh.values()))
    return [pair for pair, pk in fresh.items() if pk in kept]


def _kept(table: str, ids: list[int]) -> set[int]:
    sql = f"SELECT id FROM {table} WHERE id BETWEEN %s AND %s"  # noqa: S608 - our own name
    return {pk for (pk,) in fetch(sql, [min(ids), max(ids)])} & set(ids)


def _weight(record: VoteRecord) -> int:
    return min(max(record.weight, 1), 3)


def lock_ideas(ideas: Iterable[int]) -> None:
    """As a vote does: the idea first, then what hangs on it."""
    if connection.vendor == "postgresql":
        sql = "SELECT id FROM listen_idea WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
        fetch(sql, [sorted(set(ideas))])


def _reweigh(to: Run, said: dict[Pair, VoteRecord], *, skip: set[Pair]) -> int:
    """The source says anew how much it matters, and the voter has not said otherwise here."""
    old = {pair: _weight(record) for pair, record in said.items() if pair not in skip}
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


def count_up(made: list[Pair], said: dict[Pair, VoteRecord]) -> None:
    """Add these new votes to the counters of their ideas."""
    sums: dict[int, list[int]] = {}
    last: dict[int, datetime] = {}
    for pair in made:
        idea, weight, at = pair[0], _weight(said[pair]), said[pair].created
        held = sums.setdefault(idea, [0, 0, 0])
        held[0] += 1
        if weight > 1:
            held[weight - 1] += 1
        if at and at > last.get(idea, EARLY):
            last[idea] = at
    greatest = "GREATEST" if connection.vendor == "postgresql" else "MAX"
    bulk.many(
        "UPDATE listen_idea SET votes = votes + %s, votes_important = votes_important + %s,"  # noqa: S608
        f" votes_must = votes_must + %s, active = {greatest}(active, %s) WHERE id = %s",
        [(*sums[idea], bulk.stamp(last.get(idea, EARLY)), idea) for idea in sorted(sums)],
    )
    _count_accounts(made)


def _count_accounts(made: list[Pair]) -> None:
    accounts: dict[int, int] = {}
    for part in bulk.chunks({person for _, person in made}, 900):
        sql = (
            f"SELECT id, account_id FROM people_person WHERE account_id IS NOT NULL AND id IN ({marks(part)})"  # noqa: S608
        )
        accounts.update(fetch(sql, part))
    if not accounts:
        return
    support = Counter((idea, accounts[person]) for idea, person in made if person in accounts)
    bulk.many(
        "INSERT INTO listen_accountsupport (idea_id, account_id, people) VALUES (%s, %s, %s)"
        " ON CONFLICT (idea_id, account_id) DO UPDATE SET people = listen_accountsupport.people + excluded.people",
        [(idea, account, number) for (idea, account), number in sorted(support.items())],
    )
    bulk.many(
        "UPDATE listen_idea SET"
        " accounts = (SELECT COUNT(*) FROM listen_accountsupport s WHERE s.idea_id = listen_idea.id),"
        " value = COALESCE((SELECT ROUND(SUM(a.value), 2) FROM listen_accountsupport s"
        " JOIN people_account a ON a.id = s.account_id WHERE s.idea_id = listen_idea.id), 0) WHERE id = %s",
        [(idea,) for idea in sorted({idea for idea, _ in support})],
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
