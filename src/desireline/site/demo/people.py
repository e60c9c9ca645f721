"""The customers of the demo: the cast, and seeded people who fill the accounts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from .shapes import Account, Names, Script

__all__ = ["Person", "customers"]

PLAIN = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i"})
STAFF = ("team", "steward", "admin")


@dataclass(frozen=True, slots=True)
class Person:
    """A customer; `cast` says that they are written by hand."""

    key: str
    name: str
    email: str
    account: str
    segment: str
    language: str
    days_ago: float
    cast: bool
    blocked: bool


def customers(script: Script) -> tuple[Person, ...]:
    """Every customer in a fixed order: the cast first, then account by account. Names are unique."""
    accounts = {account.key: account for account in script.accounts}
    people = [
        Person(
            member.key,
            member.name,
            member.email,
            member.account,
            accounts[member.account].segment,
            member.language,
            member.days_ago,
            cast=True,
            blocked=member.blocked,
        )
        for member in script.cast
        if member.account is not None and member.role not in STAFF
    ]
    taken = {member.name for member in script.cast}
    taken.update(name for account in script.accounts for name in account.members)
    rng = np.random.default_rng([script.brand.seed, 1])
    for account in script.accounts:
        people.extend(_fill(account, script.names[account.culture], rng=rng, taken=taken))
    return tuple(people)


def _fill(account: Account, names: Names, *, rng: np.random.Generator, taken: set[str]) -> list[Person]:
    made = []
    for number in range(1, account.people + 1):
        drawn = _free_name(account, names, rng=rng, taken=taken)
        name = account.members[number - 1] if number <= len(account.members) else drawn
        taken.add(name)
        made.append(
            Person(
                key=f"{account.key}-{number}",
                name=name,
                email=f"{_slug(name)}@{account.key}.example.org",
                account=account.key,
                segment=account.segment,
                language=account.language,
                days_ago=round(float(rng.uniform(705, 729)), 3),
                cast=False,
                blocked=False,
            )
        )
    return made


def _free_name(account: Account, names: Names, *, rng: np.random.Generator, taken: set[str]) -> str:
    given = [names.given[index] for index in rng.permutation(len(names.given))]
    families = (
        [account.family] if account.family else [names.family[i] for i in rng.permutation(len(names.family))]
    )
    for family in families:
        for first in given:
            if f"{first} {family}" not in taken:
                return f"{first} {family}"
    raise ValueError(f"names.toml: {account.culture}: too few names for the account {account.key}")


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", ".", plain.lower()).strip(".")
