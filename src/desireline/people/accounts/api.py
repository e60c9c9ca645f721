"""Customer organisations: their people, what they are worth, and the attributes that segments are made from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.options.api import bump
from desireline.kit.text.api import slugify
from desireline.people.accounts.events import AccountJoined, AccountLeft, AccountValueChanged
from desireline.people.accounts.models import Account, Membership
from desireline.people.accounts.panels import ACCOUNT_PAGES, ACCOUNT_PANELS, AccountPanel
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.models import Person

__all__ = [
    "ACCOUNT_PAGES",
    "ACCOUNT_PANELS",
    "Account",
    "AccountPanel",
    "Membership",
    "attributes_of",
    "change",
    "create",
    "join",
    "leave",
    "set_value",
    "value_of",
]

MOST = Decimal("999999999999.99")


def value_of(text: str) -> Decimal:
    """An amount as people write it (“1200”, “1,200.50”, “1.200,50”). Refused for anything else, and below zero."""
    plain = text.strip().replace(" ", "").replace("\u00a0", "").replace("'", "")
    if "," in plain and "." in plain:
        thousands = "," if plain.rfind(".") > plain.rfind(",") else "."
        plain = plain.replace(thousands, "")
    plain = plain.replace(",", ".")
    try:
        value = Decimal(plain or "0").quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Refused(_("“%(text)s” is not an amount.") % {"text": text}, field="value") from None
    if not value.is_finite() or not Decimal(0) <= value <= MOST:
        raise Refused(_("The value is zero or more."), field="value")
    return value


def attributes_of(text: str) -> dict[str, str | list[str]]:
    """Attributes written one a line, “plan: pro” or “region: north, east”. Refused with the number of a bad line."""
    found: dict[str, str | list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        key, colon, rest = line.partition(":")
        values = [value.strip() for value in rest.split(",") if value.strip()]
        if not colon or not key.strip() or not values or len(key) > 60:
            raise Refused(_("Line %(n)d: write name: value.") % {"n": number}, field="attributes")
        found[key.strip()] = values if len(values) > 1 else values[0]
    return found


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 120:
        raise Refused(_("Write a name of one to 120 characters."), field="name")
    return name


@transaction.atomic
def create(
    name: str, *, by: Person, value: Decimal = Decimal(0), attributes: Mapping[str, Any] | None = None
) -> Account:
    """A new account. Its slug is made from the name."""
    must(by, Permission.MANAGE_PEOPLE)
    name = _name(name)
    base = slugify(name, length=70) or "account"
    taken = set(Account.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug = next(one for one in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
    return Account.objects.create(name=name, slug=slug, value=value, attributes=dict(attributes or {}))


@transaction.atomic
def change(account: Account, *, by: Person, name: str, attributes: Mapping[str, Any]) -> Account:
    """Rename the account and set its attributes. Who belongs to a segment may change with that."""
    must(by, Permission.MANAGE_PEOPLE)
    account.name, account.attributes = _name(name), dict(attributes)
    account.save(update_fields=["name", "attributes"])
    bump("site")
    return account


@transaction.atomic
def set_value(account: Account, *, value: Decimal, by: Person) -> None:
    """Set the value per month; publishes AccountValueChanged."""
    must(by, Permission.MANAGE_PEOPLE)
    locked = Account.objects.select_for_update().get(pk=account.pk)
    before = locked.value
    if value == before:
        return
    Account.objects.filter(pk=account.pk).update(value=value)
    account.value = value
    publish(AccountValueChanged(account.pk, before, value))


@transaction.atomic
def join(account: Account, *, person: Person, by: Person | None, title: str = "") -> Membership:
    """Make the person belong to the account; the first account becomes their main one. Nothing happens a
    second time.
    """
    if by is not None:
        must(by, Permission.MANAGE_PEOPLE)
    made, new = Membership.objects.get_or_create(
        account=account, person=person, defaults={"title": title[:80]}
    )
    if new:
        first = person.account_id is None
        if first:
            person.account = account
            person.save(update_fields=["account"])
        publish(AccountJoined(account.pk, person.pk, first))
    return made


@transaction.atomic
def leave(account: Account, *, person: Person, by: Person) -> None:
    """The person no longer belongs to the account; where it was their main one, their oldest other account
    becomes it.
    """
    must(by, Permission.MANAGE_PEOPLE)
    gone, _rows = Membership.objects.filter(account=account, person=person).delete()
    if not gone:
        return
    if person.account_id == account.pk:
        rest = (
            Membership.objects.filter(person=person).order_by("since", "id").select_related("account").first()
        )
        person.account = rest.account if rest else None
        person.save(update_fields=["account"])
    publish(AccountLeft(account.pk, person.pk, person.account_id))
