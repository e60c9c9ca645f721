"""Which of our accounts and people the customers of a source are: what somebody said, then the rules of the source.

A key that fits two accounts is nobody's: who is not known for certain sees nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from desireline.engines.warehouse.api import Resolve
from desireline.guide.connectors.declared import Source
from desireline.guide.connectors.models import CardSet, CustomerLink
from desireline.kit.errors import Refused
from desireline.people.accounts.api import Account
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

PART = 5000
OPEN_DOMAINS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
        "aol.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "t-online.de",
        "proton.me",
        "protonmail.com",
        "mail.com",
        "mail.ru",
        "yandex.ru",
        "qq.com",
        "163.com",
        "orange.fr",
        "free.fr",
    ]
)  # anyone can have an address there: it says nothing about an organisation


def resolvers(source: Source) -> dict[str, Resolve]:
    """For `account` and `person`: from keys of the source to our ids."""
    return {
        "account": partial(_accounts, source.name, source.account_rules),
        "person": partial(_people, source.name, source.person_rules),
    }


def _accounts(source: str, rules: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[str, int]]:
    said = _said(source, "account_id")
    maps = [(rule, _account_map(rule)) for rule in rules]
    yield from _resolved(keys, said, maps)


def _people(source: str, rules: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[str, int]]:
    said = _said(source, "person_id")
    maps = [(rule, _person_map(rule, keys)) for rule in rules]
    yield from _resolved(keys, said, maps)


def _said(source: str, column: str) -> dict[str, int]:
    rows = CustomerLink.objects.filter(source=source, **{f"{column}__isnull": False})
    return dict(rows.values_list("external", column))


def _resolved(
    keys: Iterable[str], said: dict[str, int], maps: Sequence[tuple[str, dict[str, int]]]
) -> Iterator[tuple[str, int]]:
    for key in keys:
        found = said.get(key)
        for rule, known in maps:
            if found is not None:
                break
            found = known.get(_form(rule, key))
        if found is not None:
            yield key, found


def _form(rule: str, key: str) -> str:
    """The key as the rule compares it."""
    plain = key.strip().casefold()
    return plain.rpartition("@")[2] if rule == "domain" else plain


def _unique(rows: Iterable[tuple[Any, int]]) -> dict[str, int]:
    """Words that stand for one thing alone."""
    found: dict[str, int | None] = {}
    for word, pk in rows:
        plain = str(word).strip().casefold() if word is not None else ""
        if plain:
            found[plain] = pk if found.get(plain, pk) == pk else None
    return {word: pk for word, pk in found.items() if pk is not None}


def _account_map(rule: str) -> dict[str, int]:
    if rule.startswith("attribute:"):
        name = rule.partition(":")[2]
        rows = Account.objects.filter(attributes__has_key=name).values_list("attributes", "id")
        return _unique((attributes[name], pk) for attributes, pk in rows)
    found = _unique(Account.objects.exclude(**{rule: ""}).values_list(rule, "id").iterator(PART))
    if rule == "domain":
        return {word: pk for word, pk in found.items() if word not in OPEN_DOMAINS}
    return found


def _person_map(rule: str, keys: Sequence[str]) -> dict[str, int]:
    people = Person.objects.filter(erased__isnull=True)
    if rule.startswith("attribute:"):
        name = rule.partition(":")[2]
        rows = people.filter(attributes__has_key=name).values_list("attributes", "id")
        return _unique((attributes[name], pk) for attributes, pk in rows)
    wanted = list({_form(rule, key) for key in keys})
    found: dict[str, int] = {}
    for start in range(0, len(wanted), PART):
        found |= _unique(people.filter(email__in=wanted[start : start + PART]).values_list("email", "id"))
    return found


@transaction.atomic
def link(source: str, *, external: str, whom: str, by: Person) -> CustomerLink:
    """Say who a customer of a source is: `whom` is the slug or name of an account, or the address of a person."""
    must(by, Permission.IMPORT)
    external, whom = external.strip()[:250], whom.strip()
    if not external:
        raise Refused(_("Write the customer's id in the source."), field="external")
    person = Person.objects.filter(email__iexact=whom, erased__isnull=True).first() if "@" in whom else None
    account = None
    if person is None:
        named = list(Account.objects.filter(slug=whom)[:1]) or list(
            Account.objects.filter(name__iexact=whom)[:2]
        )
        account = named[0] if len(named) == 1 else None
    if person is None and account is None:
        raise Refused(
            _(
                "There is no account and no person “%(whom)s” here. Write the name of an account or the e-mail"
                " address of a person."
            )
            % {"whom": whom},
            field="whom",
        )
    found, _made = CustomerLink.objects.update_or_create(
        source=source, external=external, defaults={"account": account, "person": person, "by": by}
    )
    CardSet.objects.filter(source=source).update(digest="")
    return found


@transaction.atomic
def unlink(source: str, *, pk: int, by: Person) -> None:
    """Take back what was said about a customer. The rules of the source speak again."""
    must(by, Permission.IMPORT)
    CustomerLink.objects.filter(source=source, pk=pk).delete()
    CardSet.objects.filter(source=source).update(digest="")
