"""The team looks through candidates and decides; who opted out is nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desireline.kit.jobs.models import Job
from desireline.people.identity.api import Person
from desireline.understand.leads import api
from desireline.understand.leads.models import LeadDecision, LeadScore
from desireline.understand.leads.reading import SIZE, SORTS
from desireline.understand.themes.models import ThemeOutcome
from tests import make
from tests.understand.leads.conftest import Led, rated

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: Any, person: Person, **query: str) -> str:
    client.force_login(person)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def ids(**wanted: Any) -> set[int]:
    return {row.pk for row in api.candidates(api.Narrowed(**wanted), size=1000).page.rows}


def test_the_list_shows_candidates_with_the_front_marked(client: Client, led: Led) -> None:
    api.renew()
    shown = page(client, "leads", person=led.cast.tom)
    assert "Carla" in shown
    assert "Instant payments" in shown
    assert "On the front" in shown
    assert "Number 1 of 7 in" in shown
    assert "Carla" in page(client, "leads", person=led.cast.tom, front="1")
    assert "Otto" not in page(client, "leads", person=led.cast.tom, front="1")


def test_each_score_opens_to_its_evidence(client: Client, led: Led) -> None:
    api.renew()
    shown = page(client, "lead", led.cast.carla.pk, person=led.cast.tom)
    assert reverse("theme", args=[led.grew.pk]) in shown
    assert "1 of 7" in shown
    assert reverse("outcome", args=[led.outcome.slug]) in shown
    assert "From 1 theme only" in shown
    bare = page(client, "lead", led.cast.cora.pk, person=led.cast.tom)
    assert "Nothing is known here yet" in bare


def test_candidates_of_a_theme_and_of_an_outcome(led: Led) -> None:
    api.renew()
    assert led.cast.carla.pk in ids(theme=led.grew)
    assert led.cast.otto.pk not in ids(theme=led.grew)
    assert ids(outcome=led.outcome) == {led.cast.carla.pk}
    ThemeOutcome.objects.create(theme=led.old, outcome=led.outcome)
    assert led.cast.otto.pk in ids(outcome=led.outcome)


def test_on_the_front_of_a_theme_is_who_nobody_there_is_ahead_of(led: Led) -> None:
    api.renew()
    found = api.candidates(api.Narrowed(theme=led.old))
    assert found.front
    assert led.cast.carla.pk not in found.front
    assert found.compared == len(ids(theme=led.old))


def test_small_accounts_are_found(led: Led) -> None:
    for _n in range(4):
        make.person(account=led.cast.harbour)
    api.renew()
    assert led.cast.carla.pk not in ids(small=True)
    assert led.cast.otto.pk in ids(small=True)


def test_pages_go_on_by_key_in_every_order(led: Led) -> None:
    for n in range(SIZE):
        rated(led.outcome, by=make.person(), importance=3 + n % 3, satisfaction=2)
    api.renew()
    for sort in SORTS:
        wanted, seen, cursor = api.Narrowed(sort=sort), [], None
        while True:
            found = api.candidates(wanted, cursor=cursor).page
            seen += [row.pk for row in found.rows]
            cursor = found.next
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == LeadScore.objects.count()


def test_a_decision_needs_a_reason_and_is_undone_by_its_button(client: Client, led: Led) -> None:
    api.renew()
    client.force_login(led.cast.tom)
    address = reverse("lead_decide", args=[led.cast.carla.pk])
    assert "Say why" in client.post(address, {"verdict": "confirmed"}, follow=True).content.decode()
    form = {"verdict": "confirmed", "reason": "Built it herself", "outcome": led.outcome.slug}
    assert "Built it herself" in client.post(address, form, follow=True).content.decode()
    assert api.confirmed_leads() == api.confirmed_leads(outcome=led.outcome) == [led.cast.carla]
    assert api.confirmed_leads(outcome=make.outcome()) == []
    assert led.cast.carla.pk not in ids()
    assert led.cast.carla.pk in ids(state="confirmed")
    made = LeadDecision.objects.get()
    client.post(reverse("lead_undecide", args=[made.pk]))
    assert api.confirmed_leads() == []
    assert led.cast.carla.pk in ids()
    again = client.post(reverse("lead_undecide", args=[made.pk]), follow=True).content.decode()
    assert "undone already" in again


def test_the_last_decision_about_the_same_stands_and_undo_brings_the_one_before_back(led: Led) -> None:
    tom, carla = led.cast.tom, led.cast.carla
    api.decide(carla, "confirmed", by=tom, reason="Early")
    no = api.decide(carla, "declined", by=tom, reason="No time")
    api.decide(carla, "confirmed", by=tom, reason="For this", theme=led.grew)
    assert api.confirmed_leads(theme=led.grew) == [carla]
    assert api.confirmed_leads(theme=led.old) == []
    api.undo(LeadDecision.objects.get(theme=led.grew), by=tom)
    assert api.confirmed_leads() == []
    api.undo(no, by=tom)
    assert api.confirmed_leads() == [carla]


def test_who_opts_out_is_nowhere_and_may_come_back(client: Client, led: Led) -> None:
    tom, carla = led.cast.tom, led.cast.carla
    api.renew()
    api.decide(carla, "confirmed", by=tom, reason="Early")
    api.nominate(led.cast.otto, by=tom, person=carla)
    shown = page(client, "person", carla.pk, person=carla)
    assert "Leave me out" in shown
    client.post(reverse("leads_choice"), {"out": "1"})
    assert "Look at me again" in page(client, "person", carla.pk, person=carla)
    assert "Leave me out" not in page(client, "person", carla.pk, person=tom)
    assert api.confirmed_leads() == []
    assert "Carla" not in page(client, "leads", person=tom, **{"is": "all"})
    assert "Carla" not in page(client, "lead", led.cast.otto.pk, person=tom)
    api.renew()
    assert not LeadScore.objects.filter(person=carla).exists()
    client.force_login(carla)
    client.post(reverse("leads_choice"))
    api.renew()
    assert carla.pk in ids(state="all")
    assert api.confirmed_leads() == [carla]


def test_an_empty_instance_says_what_to_do_and_a_look_is_asked_for(client: Client, led: Led) -> None:
    assert "Look now" in page(client, "leads", person=led.cast.tom)
    client.post(reverse("leads_renew"))
    client.post(reverse("leads_renew"))
    assert Job.objects.filter(kind="leads.renew").count() == 1
    api.renew()
    assert "Nobody fits" in page(client, "leads", person=led.cast.tom, **{"is": "declined"})


@pytest.mark.parametrize(
    "query", [{"theme": "x"}, {"theme": "9" * 30}, {"outcome": "none"}, {"sort": "y"}, {"from": "z"}]
)
def test_what_means_nothing_narrows_to_nothing(client: Client, led: Led, query: dict[str, str]) -> None:
    api.renew()
    assert "Carla" in page(client, "leads", person=led.cast.tom, **query)


def test_the_pages_take_few_queries_however_many_candidates_there_are(
    client: Client, led: Led, django_assert_max_num_queries: Any
) -> None:
    for _n in range(30):
        rated(led.outcome, by=make.person(account=led.cast.harbour), importance=5, satisfaction=2)
    api.renew()
    api.nominate(led.cast.otto, by=led.cast.tom, person=led.cast.carla)
    client.force_login(led.cast.tom)
    for name, args, most in (("leads", [], 17), ("lead", [led.cast.carla.pk], 24)):
        client.get(reverse(name, args=args))
        with django_assert_max_num_queries(most):
            client.get(reverse(name, args=args))
