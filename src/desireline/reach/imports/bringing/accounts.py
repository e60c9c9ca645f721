"""Accounts: found by their name, or made."""

from __future__ import annotations

from decimal import Decimal

from desireline.kit.rows.api import fetch, marks, run
from desireline.kit.text.api import slugify
from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.bringing.context import Run, digest
from desireline.reach.imports.records import AccountRecord

KIND = "account"
_COLUMNS = ("id", "name", "slug", "domain", "value", "attributes", "created")


def write(to: Run, records: list[AccountRecord]) -> None:
    latest = {record.source_id: record for record in records}
    to.known.load(KIND, latest)
    fresh = [record for key, record in latest.items() if to.known.get(KIND, key) is None]
    taken = _slugs_taken(fresh)
    new: list[tuple[AccountRecord, str]] = []
    for record in fresh:
        name = record.name.strip()[:120] or record.source_id[:120]
        base = slugify(name, length=70) or "account"
        same = taken.get(base)
        if same is not None and same[1].casefold() == name.casefold():
            to.known.add(KIND, record.source_id, same[0], digest(record), created=False)
            to.count(KIND, "found")
            continue
        slug, n = base, 1
        while slug in taken:
            n += 1
            slug = f"{base}-{n}"
        taken[slug] = (0, "")
        new.append((record, slug))
    ids = bulk.new_ids("people.Account", len(new))
    rows = []
    for pk, (record, slug) in zip(ids, new, strict=True):
        to.known.add(KIND, record.source_id, pk, digest(record))
        value = max(record.monthly_value or Decimal(0), Decimal(0)).quantize(Decimal("0.01"))
        extra = {"plan": record.plan} if record.plan else {}
        rows.append(
            (pk, record.name.strip()[:120] or record.source_id[:120], slug, record.domain[:120], value, extra,
             record.created or to.now)
        )  # fmt: skip
    bulk.insert("people.Account", _COLUMNS, rows)
    to.count(KIND, "created", len(rows))
    for key, record in latest.items():
        here = to.known.get(KIND, key)
        if here is not None and here.digest != digest(record):
            _change(to, record, here.id)
    to.count(KIND, "same", len(latest) - len(fresh))


def _slugs_taken(records: list[AccountRecord]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    bases = {
        slugify(record.name.strip()[:120] or record.source_id, length=70) or "account" for record in records
    }
    wanted = [*bases, *(f"{base}-{n}" for base in bases for n in range(2, 5))]
    for part in bulk.chunks(wanted, 900):
        sql = f"SELECT slug, id, name FROM people_account WHERE slug IN ({marks(part)})"  # noqa: S608
        found.update({slug: (pk, name) for slug, pk, name in fetch(sql, part)})
    return found


def _change(to: Run, record: AccountRecord, pk: int) -> None:
    """The source says something new: its value and domain are taken over where an import made the account."""
    from desireline.listen.votes.api import recount

    made = fetch(
        "SELECT a.value, a.domain FROM people_account a JOIN reach_imported i ON i.object_id = a.id"
        " WHERE a.id = %s AND i.kind = 'account' AND i.created = %s",
        [pk, True],
    )
    to.known.renew(KIND, record.source_id, digest(record))
    if not made or record.monthly_value is None:
        return
    value = max(record.monthly_value, Decimal(0)).quantize(Decimal("0.01"))
    before = Decimal(str(made[0][0])).quantize(Decimal("0.01"))
    if value == before:
        return
    run("UPDATE people_account SET value = %s WHERE id = %s", [str(value), pk])
    bulk.keep_change(to.batch, "people.Account", pk, {"value": [str(before), str(value)]})
    recount(
        idea for (idea,) in fetch("SELECT idea_id FROM listen_accountsupport WHERE account_id = %s", [pk])
    )
    to.count(KIND, "changed")
