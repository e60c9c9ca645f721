"""The counters of an idea, changed in the transaction that changes what they count, and counted anew to prove them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from desireline.kit.rows.api import fetch, marks, one, run

CHUNK = 500


def lock(idea_id: int) -> tuple[int, int, bool, bool] | None:
    """Board, state, closed and archived of an idea, locked until the end of the transaction."""
    suffix = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    sql = "SELECT board_id, state, closed, archived FROM listen_idea WHERE id = %s" + suffix  # noqa: S608
    found: tuple[int, int, bool, bool] | None = one(sql, [idea_id])
    return found


def add_account(idea_id: int, account_id: int | None) -> int:
    """One more supporter from the account: 1 if it is the account's first, else 0."""
    if account_id is None:
        return 0
    row = one(
        "INSERT INTO listen_accountsupport (idea_id, account_id, people) VALUES (%s, %s, 1)"
        " ON CONFLICT (idea_id, account_id) DO UPDATE SET people = listen_accountsupport.people + 1 RETURNING people",
        [idea_id, account_id],
    )
    return int(row[0] == 1)


def drop_account(idea_id: int, account_id: int | None) -> int:
    """One supporter fewer from the account: 1 if it was the account's last, else 0."""
    if account_id is None:
        return 0
    row = one(
        "UPDATE listen_accountsupport SET people = people - 1"
        " WHERE idea_id = %s AND account_id = %s AND people > 0 RETURNING people",
        [idea_id, account_id],
    )
    if row is None or row[0] > 0:
        return 0
    run("DELETE FROM listen_accountsupport WHERE idea_id = %s AND account_id = %s", [idea_id, account_id])
    return 1


_COUNTED = """
SELECT i.id,
  (SELECT COUNT(*) FROM listen_vote v WHERE v.idea_id = i.id),
  (SELECT COUNT(*) FROM listen_vote v WHERE v.idea_id = i.id AND v.how_much = 2),
  (SELECT COUNT(*) FROM listen_vote v WHERE v.idea_id = i.id AND v.how_much = 3),
  (SELECT COUNT(*) FROM listen_vote v WHERE v.idea_id = i.id AND v.seen),
  (SELECT COUNT(*) FROM listen_guestvote g WHERE g.idea_id = i.id),
  (SELECT COUNT(*) FROM listen_accountsupport s WHERE s.idea_id = i.id),
  COALESCE((SELECT ROUND(SUM(a.value), 2) FROM listen_accountsupport s
            JOIN people_account a ON a.id = s.account_id WHERE s.idea_id = i.id), 0),
  i.votes, i.votes_important, i.votes_must, i.seen_votes, i.guest_votes, i.accounts, i.value
FROM listen_idea i WHERE i.id IN ({})
"""


def recount(idea_ids: Iterable[int]) -> int:
    """Count the votes of these ideas anew and mend their counters. How many ideas were wrong."""
    wanted, wrong = sorted(set(idea_ids)), 0
    for start in range(0, len(wanted), CHUNK):
        wrong += _recount(wanted[start : start + CHUNK])
    return wrong


def _recount(ids: Sequence[int]) -> int:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            fetch(f"SELECT id FROM listen_idea WHERE id IN ({marks(ids)}) ORDER BY id FOR UPDATE", ids)  # noqa: S608
        _recount_accounts(ids)
        rows = fetch(_COUNTED.format(marks(ids)), ids)
        wrong = [row for row in rows if not _same(row[1:8], row[8:15])]
        for row in wrong:
            run(
                "UPDATE listen_idea SET votes = %s, votes_important = %s, votes_must = %s, seen_votes = %s,"
                " guest_votes = %s, accounts = %s, value = %s WHERE id = %s",
                [*row[1:8], row[0]],
            )
    return len(wrong)


def _same(counted: Sequence[Any], kept: Sequence[Any]) -> bool:
    return list(counted[:6]) == list(kept[:6]) and abs(float(counted[6]) - float(kept[6])) < 0.005


def _recount_accounts(ids: Sequence[int]) -> None:
    run(f"DELETE FROM listen_accountsupport WHERE idea_id IN ({marks(ids)})", ids)  # noqa: S608 - placeholders only
    run(
        "INSERT INTO listen_accountsupport (idea_id, account_id, people)"  # noqa: S608 - placeholders only
        " SELECT v.idea_id, p.account_id, COUNT(*) FROM listen_vote v JOIN people_person p ON p.id = v.person_id"
        f" WHERE v.idea_id IN ({marks(ids)}) AND p.account_id IS NOT NULL GROUP BY v.idea_id, p.account_id",
        ids,
    )
