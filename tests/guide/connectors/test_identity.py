"""Who the customers of a source are: certain, or nobody."""

from __future__ import annotations

import pytest

from desireline.guide.connectors.declared import Source
from desireline.guide.connectors.identity import link, resolvers, unlink
from desireline.guide.connectors.models import CardSet
from desireline.kit.errors import Refused
from desireline.people.models import Account, Person
from tests.cast import Cast


def resolve(
    what: str, *keys: str, account: tuple[str, ...] = (), person: tuple[str, ...] = ()
) -> dict[str, int]:
    source = Source("shop", "The shop", "sql", 60, account, person, lambda _secrets: None)  # type: ignore[arg-type,return-value]
    return dict(resolvers(source)[what](keys))


def test_accounts_by_slug_name_domain_and_attribute(cast: Cast) -> None:
    Account.objects.filter(pk=cast.harbour.pk).update(domain="harbour.example.org", attributes={"crm": 4711})
    pk = cast.harbour.pk
    assert resolve("account", "Harbour-Cafe", "x", account=("slug",)) == {"Harbour-Cafe": pk}
    assert resolve("account", " harbour cafe ", account=("name",)) == {" harbour cafe ": pk}
    assert resolve("account", "Zoe@Harbour.example.org", "harbour.example.org", account=("domain",)) == {
        "Zoe@Harbour.example.org": pk, "harbour.example.org": pk
    }  # fmt: skip
    assert resolve("account", "4711", "0", account=("attribute:crm",)) == {"4711": pk}


def test_without_a_rule_nobody_is_anybody(cast: Cast) -> None:
    assert resolve("account", "harbour-cafe") == {}
    assert resolve("person", "carla@example.org") == {}


def test_a_key_that_fits_two_is_nobodys(cast: Cast) -> None:
    Account.objects.update(domain="shared.example.org")
    assert resolve("account", "a@shared.example.org", account=("domain",)) == {}


def test_addresses_that_anyone_can_have_say_nothing(cast: Cast) -> None:
    Account.objects.filter(pk=cast.harbour.pk).update(domain="gmail.com")
    assert resolve("account", "zoe@gmail.com", account=("domain",)) == {}


def test_people_by_address(cast: Cast) -> None:
    assert resolve("person", "CARLA@example.org", "x", person=("email",)) == {
        "CARLA@example.org": cast.carla.pk
    }


def test_what_was_said_goes_before_rules(cast: Cast) -> None:
    made = link("shop", external="harbour-cafe", whom="Otto's Bikes", by=cast.stella)
    assert resolve("account", "harbour-cafe", account=("slug",)) == {"harbour-cafe": cast.bikes.pk}
    unlink("shop", pk=made.pk, by=cast.stella)
    assert resolve("account", "harbour-cafe", account=("slug",)) == {"harbour-cafe": cast.harbour.pk}


def test_what_was_said_of_one_source_is_not_said_of_another(cast: Cast) -> None:
    link("desk", external="7", whom="harbour-cafe", by=cast.stella)
    assert resolve("account", "7") == {}


def test_saying_who_somebody_is_has_the_cards_looked_at_again(cast: Cast) -> None:
    CardSet.objects.create(name="order", source="shop", type="order", digest="x")
    link("shop", external="7", whom="otto@example.org", by=cast.stella)
    assert CardSet.objects.get().digest == ""


def test_whom_nobody_knows_and_who_may_not_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="There is no account and no person “nobody”"):
        link("shop", external="7", whom="nobody", by=cast.stella)
    with pytest.raises(Refused, match="not allowed"):
        link("shop", external="7", whom="harbour-cafe", by=cast.tom)


def test_an_erased_person_is_nobody(cast: Cast) -> None:
    from django.utils import timezone

    Person.objects.filter(pk=cast.carla.pk).update(erased=timezone.now())
    assert resolve("person", "carla@example.org", person=("email",)) == {}
