"""The same people in every test.

- carla and otto are customers of two accounts (Harbour Cafe, Otto's Bikes); carla has been here for a while
- cora is a contributor, tom is on the team, stella is a steward, ada is an administrator
- bob is a customer who was blocked
- None stands for an anonymous reader
"""

from __future__ import annotations

from dataclasses import dataclass

from desireline.people.accounts.models import Account, Membership
from desireline.people.identity.models import Person
from desireline.people.roles.rules import Role


@dataclass(frozen=True, slots=True)
class Cast:
    carla: Person
    otto: Person
    cora: Person
    tom: Person
    stella: Person
    ada: Person
    bob: Person
    harbour: Account
    bikes: Account


def bring() -> Cast:
    """Make the cast in the test's database. Nobody has a password: tests sign in with `client.force_login`."""
    harbour = Account.objects.create(name="Harbour Cafe", slug="harbour-cafe", value=120)
    bikes = Account.objects.create(name="Otto's Bikes", slug="ottos-bikes", value=80)
    known = Person.Trust.KNOWN

    def person(name: str, role: Role, account: Account | None = None, trust: int = known) -> Person:
        found = Person.objects.create_user(
            f"{name.lower()}@example.org", name=name, role=role, account=account, trust=trust
        )
        if account:
            Membership.objects.create(account=account, person=found)
        return found

    cast = Cast(
        carla=person("Carla", Role.CUSTOMER, harbour),
        otto=person("Otto", Role.CUSTOMER, bikes, Person.Trust.NEW),
        cora=person("Cora", Role.CONTRIBUTOR),
        tom=person("Tom", Role.TEAM),
        stella=person("Stella", Role.STEWARD),
        ada=person("Ada", Role.ADMIN),
        bob=person("Bob", Role.CUSTOMER),
        harbour=harbour,
        bikes=bikes,
    )
    Person.objects.filter(pk=cast.bob.pk).update(is_active=False)
    cast.bob.refresh_from_db()
    return cast
