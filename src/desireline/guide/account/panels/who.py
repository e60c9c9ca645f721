"""Who they are: people, segments, attributes, and for employees what they are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desireline.kit.options.api import get
from desireline.people.accounts.api import Account, Membership
from desireline.people.audiences.api import Audience, segments_of
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

MOST = 6
SHOWN = "account_attributes"  # names of attributes that customers may see of themselves


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    name: str
    hue: int
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class Who:
    members: Sequence[Member]
    more: int
    segments: Sequence[str]
    attributes: Mapping[str, str]
    value: Decimal | None


def who(account: Account, reader: Person) -> Who:
    """Colleagues are shown each other's names; addresses, segments and value are for employees."""
    employee = may(reader, Permission.SEE_ACCOUNTS)
    rows = Membership.objects.filter(account=account, person__erased__isnull=True).select_related("person")
    found = list(rows.order_by("since", "id")[: MOST + 1])
    more = rows.count() - MOST if len(found) > MOST else 0
    members = [
        Member(
            row.person_id,
            row.person.shown_name,
            row.person.hue_index,
            row.title,
            (row.person.email or "") if employee else "",
        )
        for row in found[:MOST]
    ]
    ids = (
        segments_of({f"account.{key}": value for key, value in account.attributes.items()})
        if employee
        else ()
    )
    segments = (
        list(Audience.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True))
        if ids
        else []
    )
    worth = account.value if may(reader, Permission.SEE_VALUE) else None
    return Who(members, more, segments, _attributes(account, employee=employee), worth)


def _attributes(account: Account, *, employee: bool) -> dict[str, str]:
    allowed = {name.strip().casefold() for name in str(get(SHOWN)).split(",")}
    return {
        key: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in account.attributes.items()
        if employee or key.casefold() in allowed
    }


def exported(data: Who) -> dict[str, Any]:
    people = [{"name": one.name, "title": one.title, "email": one.email} for one in data.members]
    return {
        "people": [{name: value for name, value in one.items() if value} for one in people],
        "segments": list(data.segments),
        "attributes": dict(data.attributes),
    }
