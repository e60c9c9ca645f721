"""Pyramiding: who is named as further ahead, chains, names outside, and what goes when somebody leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desireline.kit.errors import Refused
from desireline.people.profile.api import EXPORTERS, erase
from desireline.understand.leads import api, naming, own
from desireline.understand.leads.models import LeadDecision, LeadNomination, LeadScore
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_named_by_three_of_these_two_confirmed(client: Client, cast: Cast) -> None:
    namers = [cast.otto, cast.cora, make.person("Dora")]
    for who in namers:
        api.nominate(who, by=cast.tom, person=cast.carla)
    for who in namers[:2]:
        api.decide(who, "confirmed", by=cast.tom, reason="Early")
    assert api.named([cast.carla.pk]) == {cast.carla.pk: api.Named(3, 2)}
    client.force_login(cast.tom)
    shown = client.get(reverse("lead", args=[cast.carla.pk])).content.decode()
    assert "Named by 3, of these 2 confirmed" in shown


def test_chains_lead_from_the_first_to_the_last_and_never_in_circles(cast: Cast) -> None:
    last = make.person("Dora")
    api.nominate(cast.otto, by=cast.tom, person=cast.cora)
    api.nominate(cast.cora, by=cast.tom, person=cast.carla)
    api.nominate(cast.carla, by=cast.tom, person=last)
    api.nominate(last, by=cast.tom, person=cast.otto)
    assert [one.name for one in naming.chains(last)[0]] == ["Otto", "Cora", "Carla", "Dora"]


def test_an_address_finds_who_is_here_and_is_kept_of_others_only_with_consent(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.tom)
    address = reverse("lead_nominate", args=[cast.carla.pk])
    client.post(address, {"name": "Mister O", "email": "Otto@example.org"})
    here = LeadNomination.objects.get()
    assert (here.person, here.name, here.email) == (cast.otto, "", "")
    form = {"name": "Dana", "email": "dana@elsewhere.example"}
    assert "only with consent" in client.post(address, form, follow=True).content.decode()
    client.post(address, {**form, "consent": "on"})
    client.post(address, {"name": "Just a name"})
    outside = LeadNomination.objects.filter(person=None).order_by("pk")
    assert [(one.name, one.email, one.consent) for one in outside] == [
        ("Dana", "dana@elsewhere.example", True),
        ("Just a name", "", False),
    ]


def test_what_makes_no_sense_is_refused(cast: Cast) -> None:
    api.opt_out(cast.cora)
    for who in (cast.carla, cast.tom, cast.cora):
        with pytest.raises(Refused):
            api.nominate(cast.carla, by=cast.tom, person=who)
    with pytest.raises(Refused):
        api.nominate(cast.carla, by=cast.tom)
    with pytest.raises(Refused):
        api.nominate(cast.carla, by=cast.otto, person=cast.otto)
    with pytest.raises(Refused):
        api.nominate(cast.carla, by=cast.tom, name="X", email="no address", consent=True)
    api.nominate(cast.carla, by=cast.tom, person=cast.otto)
    with pytest.raises(Refused):
        api.nominate(cast.carla, by=cast.tom, person=cast.otto)


def test_taken_out_put_back_and_deleted_for_good_after_thirty_days(client: Client, cast: Cast) -> None:
    made = api.nominate(cast.carla, by=cast.tom, name="Dana")
    client.force_login(cast.tom)
    address = reverse("lead_unname", args=[made.pk])
    assert b"deleted for good" in client.post(address, follow=True).content
    assert not naming.nominations().exists()
    client.post(f"{address}?back=1")
    assert naming.nominations().exists()
    client.post(address)
    assert own.sweep() == 0
    LeadNomination.objects.update(undone_at=timezone.now() - timedelta(days=31))
    assert own.sweep() == 1


def test_one_takes_along_what_is_kept_and_it_goes_when_one_leaves(cast: Cast) -> None:
    LeadScore.objects.create(person=cast.carla, ahead=0.7)
    api.decide(cast.carla, "confirmed", by=cast.tom, reason="Early")
    api.nominate(cast.carla, by=cast.tom, name="Dana", note="Built her own")
    api.nominate(cast.otto, by=cast.tom, person=cast.carla, note="Knows more")
    email = cast.carla.email or ""
    LeadNomination.objects.create(named_by=cast.cora, name="C.", email=email, consent=True)
    told = [row["what"] for row in EXPORTERS["lead_customers"](cast.carla)]
    assert told == ["score", "decision"]
    rows = list(EXPORTERS["lead_nominations"](cast.carla))
    assert [row["what"] for row in rows] == ["named somebody", "was named", "was named"]
    assert "Otto" not in str(rows)
    assert [row["what"] for row in EXPORTERS["lead_nominations"](cast.cora)] == ["named somebody"]
    erase(cast.carla)
    for model in (LeadScore, LeadDecision, LeadNomination):
        assert not model.objects.exists()
