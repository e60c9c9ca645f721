"""A call opens: who hears of it, once, and what nobody outside hears."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.codevelop.participation import announcing, calling, steps
from desireline.codevelop.participation.models import Call
from desireline.kit.jobs.api import run_all
from desireline.listen.votes.api import vote
from desireline.people.audiences.api import basic
from desireline.people.identity.models import Person
from desireline.people.notices.api import follow, silence
from desireline.people.notices.models import Notice, NoticeChoice
from tests import make
from tests.cast import Cast
from tests.codevelop.participation import help as bring


def told() -> set[str]:
    return set(Notice.objects.filter(kind="call").values_list("person__name", flat=True))


def a_call(cast: Cast, **values: Any) -> Call:
    """Of a project of Tom's that grew out of an idea of Carla's, for which Otto voted."""
    idea = make.idea(by=cast.carla)
    vote(idea.pk, cast.otto)
    project = make.project(by=cast.tom, ideas=[idea.pk], confidential=bool(values.pop("confidential", False)))
    if project.confidential:
        bring.agreement(project, by=cast.tom)
    return bring.call(project, by=cast.tom, **values)


def test_who_wrote_voted_and_follows_hears_of_it_after_some_minutes(cast: Cast, client: Client) -> None:
    call = a_call(cast)
    follow(cast.cora, f"outcome:{call.project.outcome_id}")
    make.person()
    run_all()
    assert told() == set()
    run_all(at=timezone.now() + timedelta(minutes=6))
    assert told() == {cast.carla.name, cast.otto.name, cast.cora.name}
    client.force_login(cast.carla)
    assert "A team looks for people: Whom we look for" in client.get("/me/notices").content.decode()
    (notice,) = Notice.objects.filter(kind="call", person=cast.carla)
    assert client.get(f"/me/notices/{notice.pk}", follow=True).status_code == 200
    calling.close(call, by=cast.tom)
    assert "A team looks for people" not in client.get("/me/notices").content.decode()


def test_each_hears_of_a_call_once_and_of_another_one_again(cast: Cast) -> None:
    call = a_call(cast)
    assert announcing.announce(call.pk) == 2
    calling.close(call, by=cast.tom)
    calling.open_call(call, by=cast.tom)
    assert announcing.announce(call.pk) == 0
    calling.unopen(call, by=cast.tom)
    calling.open_call(call, by=cast.tom)
    assert announcing.announce(call.pk) == 0
    assert announcing.announce(bring.call(call.project, by=cast.tom).pk) == 2


def test_taken_back_within_the_first_minutes_nobody_noticed(cast: Cast) -> None:
    call = a_call(cast)
    calling.unopen(call, by=cast.tom)
    run_all(at=timezone.now() + timedelta(minutes=6))
    assert told() == set()


def test_opened_again_after_months_it_is_no_news(cast: Cast) -> None:
    call = a_call(cast)
    Call.objects.update(opened_at=timezone.now() - timedelta(days=61))
    assert announcing.announce(call.pk) == 0


def test_only_those_whom_it_is_for_and_a_wider_audience_brings_others(cast: Cast) -> None:
    Person.objects.filter(pk=cast.otto.pk).update(attributes={"region": "north"})
    call = a_call(cast, audience=bring.segment("The north", region="north"))
    announcing.announce(call.pk)
    assert told() == {cast.otto.name}
    calling.change(call, by=cast.tom, audience=basic("signed_in"))
    run_all(at=timezone.now() + timedelta(minutes=6))
    assert told() == {cast.otto.name, cast.carla.name}


def test_who_wants_to_hear_nothing_or_knows_it_hears_nothing(cast: Cast) -> None:
    call = a_call(cast)
    idea = call.project.origins.values_list("idea_id", flat=True).get()
    assert idea is not None
    quiet, gone, asked = make.person(), make.person(), make.person()
    for person in (quiet, gone, asked):
        vote(idea, person)
    silence(cast.otto, f"idea:{idea}")
    NoticeChoice.objects.create(person=quiet, kind="call", in_app=False, mail="never")
    steps.leave(bring.joined(call.project, gone, by=cast.tom), by=gone)
    bring.invited(call.project, asked, by=cast.tom)
    announcing.announce(call.pk)
    assert told() == {cast.carla.name}


def test_a_call_by_invitation_is_told_to_nobody(cast: Cast) -> None:
    assert announcing.announce(a_call(cast, way="invitation").pk) == 0
    run_all(at=timezone.now() + timedelta(minutes=6))
    assert told() == set()


@pytest.mark.parametrize("later", [False, True])
def test_of_a_confidential_project_nobody_outside_hears(cast: Cast, client: Client, later: bool) -> None:
    call = a_call(cast, confidential=not later, title="Lantern bearers")
    for person in (cast.stella, cast.tom, cast.cora):
        follow(person, f"project:{call.project_id}")
    if later:
        assert announcing.announce(call.pk) == 4
        type(call.project).objects.update(confidential=True)
    else:
        assert announcing.announce(call.pk) == 0
    for person in (cast.carla, cast.otto, cast.cora):
        client.force_login(person)
        assert "Lantern" not in client.get("/me/notices").content.decode()
        assert announcing.hear_call(call.pk, {person.pk}) == set()


def test_the_kind_is_among_the_choices(cast: Cast, client: Client) -> None:
    client.force_login(cast.carla)
    page = client.get("/me/notices/choices").content.decode()
    assert "A team looks for people for something that I follow or have a part in" in page
