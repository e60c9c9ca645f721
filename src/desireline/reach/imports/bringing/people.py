"""People: found by an address that is theirs, or made. Nobody gets rights by an import, and nobody is told of it."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from desireline.kit.rows.api import fetch, marks
from desireline.listen.search_cards.api import refresh_people
from desireline.people.identity.api import Person, new_lock
from desireline.reach.imports.bringing import bulk, votes
from desireline.reach.imports.bringing.context import Run, digest
from desireline.reach.imports.records import PersonRecord

KIND = "person"
_COLUMNS = (
    "id", "email", "name", "role", "account_id", "joined", "is_active", "lock", "password", "attributes",
)  # fmt: skip


def write(to: Run, records: list[PersonRecord]) -> None:
    latest = {record.source_id: record for record in records}
    to.known.load(KIND, latest)
    fresh = [record for key, record in latest.items() if to.known.get(KIND, key) is None]
    old = [record for key, record in latest.items() if to.known.get(KIND, key) is not None]
    _make(to, fresh)
    changed = sum(_change(to, record) for record in old)
    _support(to)
    to.count(KIND, "changed", changed)
    to.count(KIND, "same", len(old) - changed)


def owners(addresses: list[str]) -> dict[str, int | None]:
    """Who has these addresses here. None: somebody who never proved that it is theirs."""
    found: dict[str, int | None] = {}
    for part in bulk.chunks([one for one in addresses if one], 900):
        sql = f"SELECT email, id FROM people_person WHERE email IN ({marks(part)})"  # noqa: S608 - placeholders
        found.update(fetch(sql, part))
        sql = (
            "SELECT LOWER(email), user_id, verified FROM account_emailaddress"  # noqa: S608 - placeholders
            f" WHERE LOWER(email) IN ({marks(part)}) ORDER BY verified"
        )
        for email, person, verified in fetch(sql, part):
            found[email] = person if verified else None
    return found


def _make(to: Run, records: list[PersonRecord]) -> None:
    taken = owners([record.email for record in records])
    new: list[tuple[PersonRecord, str | None]] = []
    by_email: dict[str, PersonRecord] = {}
    twins: list[tuple[PersonRecord, PersonRecord]] = []
    for record in records:
        owner = taken.get(record.email) if record.email else None
        if owner is not None:
            to.known.add(KIND, record.source_id, owner, digest(record), created=False)
            to.count(KIND, "found")
        elif record.email and record.email in by_email:
            twins.append((record, by_email[record.email]))
        else:
            email = record.email if record.email and record.email not in taken else None
            if email:
                by_email[email] = record
            new.append((record, email))
    _insert(to, new)
    for record, twin in twins:
        pk = to.known.id_of(KIND, twin.source_id)
        assert pk is not None  # noqa: S101 - made just before
        to.known.add(KIND, record.source_id, pk, digest(record), created=False)
        to.count(KIND, "found")


def _insert(to: Run, new: list[tuple[PersonRecord, str | None]]) -> None:
    rows, blocks = [], []
    memberships: list[tuple[int, int, datetime]] = []
    for pk, (record, email) in zip(bulk.new_ids("people.Person", len(new)), new, strict=True):
        to.known.add(KIND, record.source_id, pk, digest(record))
        accounts = [one for key in record.accounts if (one := to.known.id_of("account", key))]
        joined = record.created or to.now
        rows.append(
            (pk, email, record.name[:80], "customer", accounts[0] if accounts else None, joined,
             not record.blocked, new_lock(), UNUSABLE_PASSWORD_PREFIX + token_hex(20),
             {"external_id": record.external_id} if record.external_id else {})
        )  # fmt: skip
        memberships += [(account, pk, joined) for account in dict.fromkeys(accounts)]
        if record.blocked:
            blocks.append((pk, joined, "Blocked in the earlier tool"))
    bulk.insert("people.Person", _COLUMNS, rows)
    _belong(to, memberships)
    bulk.insert("people.Block", ("person_id", "at", "reason"), blocks)
    to.count(KIND, "created", len(rows))


def _change(to: Run, record: PersonRecord) -> bool:
    """Fill in what was not known, for people who never came here themselves."""
    here = to.known.get(KIND, record.source_id)
    if here is None or here.digest == digest(record):
        return False
    person = Person.objects.filter(pk=here.id).first()
    if person is None or person.erased:
        return False
    joined = _join(to, record, person)
    if person.seen or person.last_login or not record.name or person.name == record.name[:80]:
        return joined
    before, person.name = person.name, record.name[:80]
    person.save(update_fields=["name"])
    to.known.renew(KIND, record.source_id, digest(record))
    bulk.keep_change(to.batch, "people.Person", person.pk, {"name": [before, person.name]})
    return True


def _join(to: Run, record: PersonRecord, person: Person) -> bool:
    """Accounts that the source names since. The first of them is where the votes of the person count."""
    wanted = [one for key in record.accounts if (one := to.known.id_of("account", key))]
    here = set(person.memberships.values_list("account_id", flat=True)) if wanted else set()
    to.known.load("membership", [_membership(person.pk, pk) for pk in wanted])
    missing = [
        pk for pk in dict.fromkeys(wanted)
        if pk not in here and not to.known.get("membership", _membership(person.pk, pk))
    ]  # fmt: skip
    if not missing:
        return False
    _belong(to, [(pk, person.pk, to.now) for pk in missing])
    if person.account_id is None:
        person.account_id = missing[0]
        person.save(update_fields=["account"])
        refresh_people([person.pk])
        if not to.known.made_now(KIND, person.pk):
            bulk.keep_change(to.batch, "people.Person", person.pk, {"account_id": [None, missing[0]]})
        to.memory.setdefault("moved", {})[person.pk] = missing[0]
    return True


def _belong(to: Run, rows: list[tuple[int, int, datetime]]) -> None:
    """Who leaves an account here is not brought back into it."""
    ids = bulk.new_ids("people.Membership", len(rows))
    lines = [(pk, *row) for pk, row in zip(ids, rows, strict=True)]
    bulk.insert("people.Membership", ("id", "account_id", "person_id", "since"), lines)
    for pk, account, person, _since in lines:
        to.known.add("membership", _membership(person, account), pk)


def _membership(person: int, account: int) -> str:
    return f"{person}|{account}"


def _support(to: Run) -> None:
    """Votes of people who are of an account now count for it, in the transaction that says so."""
    moved: dict[int, int] = to.memory.pop("moved", {})
    pairs: list[tuple[int, int]] = []
    for part in bulk.chunks(moved, 900):
        sql = f"SELECT idea_id, person_id FROM listen_vote WHERE person_id IN ({marks(part)})"  # noqa: S608
        pairs += fetch(sql, part)
    votes.count_accounts([(idea, moved[person]) for idea, person in pairs])
