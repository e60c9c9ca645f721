"""People: found by an address that is theirs, or made. Nobody gets rights by an import, and nobody is told of it."""

from __future__ import annotations

from secrets import token_hex

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from desireline.kit.rows.api import fetch, marks
from desireline.people.accounts.api import join
from desireline.people.identity.api import Person, new_lock
from desireline.reach.imports.bringing import bulk
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
    rows, memberships, blocks = [], [], []
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
    bulk.insert("people.Membership", ("account_id", "person_id", "since"), memberships)
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
    wanted = {one for key in record.accounts if (one := to.known.id_of("account", key))}
    missing = wanted - set(person.memberships.values_list("account_id", flat=True)) if wanted else set()
    for pk in sorted(missing):
        made = join(bulk.model("people.Account").objects.get(pk=pk), person=person, by=None)
        to.known.add("membership", f"{person.pk}|{pk}", made.pk)
    return bool(missing)
