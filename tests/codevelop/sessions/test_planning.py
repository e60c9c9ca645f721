from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from desireline.codevelop.sessions import inviting, planning
from desireline.codevelop.sessions.models import Session, SessionChange, SessionGuest
from desireline.kit.errors import Refused
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast
from tests.codevelop.sessions.help import guest, joins, scenario, session


def _told(person: object) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("id").values_list("title", flat=True))


def test_a_technique_brings_its_guide(cast: Cast) -> None:
    row = session(make.project(by=cast.tom), by=cast.tom, technique="usability_test")
    items = list(row.guide.values_list("minutes", flat=True))
    assert len(items) > 3
    assert sum(n or 0 for n in items) == 55


def test_the_form_reads_times_in_the_chosen_zone(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    client.force_login(cast.tom)
    data = {
        "technique": "visit", "title": "At the harbour", "starts": "2030-01-10T09:30", "ends": "2030-01-10T11:00",
        "time_zone": "America/New_York", "guide": "10 Welcome\nJust talk",
    }  # fmt: skip
    assert client.post(f"/projects/{project.slug}/sessions/new", data).status_code == 302
    row = Session.objects.get()
    assert row.starts == datetime(2030, 1, 10, 14, 30, tzinfo=UTC)
    assert [(one.minutes, one.text) for one in row.guide.all()] == [(10, "Welcome"), (None, "Just talk")]
    again = client.get(f"/sessions/{row.pk}/edit").content.decode()
    assert 'value="2030-01-10T09:30"' in again


def test_an_hour_that_does_not_exist_is_refused(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    client.force_login(cast.tom)
    data = {
        "technique": "visit", "title": "Too early", "starts": "2030-03-31T02:30", "ends": "2030-03-31T05:00",
        "time_zone": "Europe/Berlin",
    }  # fmt: skip
    assert client.post(f"/projects/{project.slug}/sessions/new", data).status_code == 422


def test_what_makes_no_sense_is_refused(cast: Cast) -> None:
    project, other = make.project(by=cast.tom), make.project(by=cast.tom)
    now = timezone.now()
    with pytest.raises(Refused):
        session(project, by=cast.tom, starts=now, ends=now)
    with pytest.raises(Refused):
        session(project, by=cast.tom, time_zone="Mars/Base")
    with pytest.raises(Refused):
        session(project, by=cast.tom, scenario=scenario(other).pk)
    with pytest.raises(Refused):
        session(project, by=cast.carla)


def test_who_is_invited_hears_when_in_their_own_time(cast: Cast) -> None:
    cast.carla.time_zone = "Asia/Tokyo"
    cast.carla.save()
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom, starts=datetime(2030, 5, 2, 20, 0, tzinfo=UTC), time_zone="UTC")
    inviting.invite(row, by=cast.tom, participants=[joins(project, cast.carla).pk])
    (title,) = _told(cast.carla)
    assert "5/3/30" in title
    assert "5:00" in title


def test_only_who_takes_part_is_invited_and_nobody_twice(cast: Cast) -> None:
    project, other = make.project(by=cast.tom), make.project(by=cast.tom)
    row, carla = session(project, by=cast.tom), joins(project, cast.carla)
    stranger = joins(other, cast.otto)
    with pytest.raises(Refused):
        inviting.invite(row, by=cast.tom, participants=[stranger.pk])
    assert len(inviting.invite(row, by=cast.tom, participants=[carla.pk, stranger.pk])) == 1
    with pytest.raises(Refused):
        inviting.invite(row, by=cast.tom, participants=[carla.pk])
    assert len(_told(cast.carla)) == 1


def test_another_time_is_told_and_goes_to_calendars(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    guest(row, joins(project, cast.carla))
    guest(row, joins(project, cast.otto), "declined")
    planning.change(row, by=cast.tom, purpose="Listen")
    assert Session.objects.get().sequence == 0
    planning.change(
        row, by=cast.tom, starts=row.starts + timedelta(hours=1), ends=row.ends + timedelta(hours=1)
    )
    assert Session.objects.get().sequence == 1
    assert len(_told(cast.carla)) == 1
    assert _told(cast.otto) == []


def test_cancelling_tells_and_comes_back(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    guest(row, joins(project, cast.carla))
    planning.cancel(row, by=cast.tom, reason="Tom is ill.")
    with pytest.raises(Refused):
        planning.cancel(row, by=cast.tom)
    planning.replan(row, by=cast.tom)
    first, second = _told(cast.carla)
    assert "not take place" in first
    assert "after all" in second
    assert Session.objects.get().sequence == 2
    assert list(SessionChange.objects.order_by("id").values_list("after", flat=True)) == [
        "planned", "cancelled", "planned",
    ]  # fmt: skip


def test_held_means_that_who_comes_came_until_it_is_undone(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    comes, silent = guest(row, joins(project, cast.carla)), guest(row, joins(project, cast.otto), "invited")
    planning.hold(row, by=cast.tom)
    state = dict(SessionGuest.objects.values_list("pk", "state"))
    assert state == {comes.pk: "came", silent.pk: "invited"}
    planning.replan(row, by=cast.tom)
    assert SessionGuest.objects.get(pk=comes.pk).state == "coming"


def test_guests_answer_and_change_their_mind(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    seat = guest(row, joins(project, cast.carla), "invited")
    client.force_login(cast.carla)
    for comes, state in (("1", "coming"), ("0", "declined"), ("1", "coming")):
        assert client.post(f"/sessions/{row.pk}/answer", {"comes": comes}).status_code == 302
        assert SessionGuest.objects.get(pk=seat.pk).state == state
    assert len(_told(cast.tom)) == 3
    planning.cancel(row, by=cast.tom)
    with pytest.raises(Refused):
        inviting.answer(seat, by=cast.carla, comes=False)


def test_who_leaves_the_project_sees_its_sessions_no_more(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    carla = joins(project, cast.carla)
    guest(row, carla)
    client.force_login(cast.carla)
    assert client.get(f"/sessions/{row.pk}").status_code == 200
    carla.state, carla.ended = "left", timezone.now()
    carla.save()
    assert client.get(f"/sessions/{row.pk}").status_code == 404
    assert client.get(f"/sessions/{row.pk}.ics").status_code == 404


def test_the_guest_reads_the_time_in_their_zone_and_no_plan_of_the_team(client: Client, cast: Cast) -> None:
    cast.carla.time_zone = "Asia/Tokyo"
    cast.carla.save()
    project = make.project(by=cast.tom)
    row = session(
        project, by=cast.tom, starts=datetime(2030, 5, 2, 20, 0, tzinfo=UTC), time_zone="Europe/Berlin",
        purpose="SECRETPLAN", welcome="Bring your phone",
    )  # fmt: skip
    guest(row, joins(project, cast.carla))
    client.force_login(cast.carla)
    page = client.get(f"/sessions/{row.pk}").content.decode()
    assert "5:00" in page
    assert "10:00" in page
    assert "Bring your phone" in page
    assert "SECRETPLAN" not in page
    assert "Say thank you" not in page


def test_lists_page_by_key_with_few_queries(
    client: Client, cast: Cast, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    project = make.project(by=cast.tom)
    start = timezone.now() + timedelta(days=1)
    for number in range(45):
        session(project, by=cast.tom, starts=start + timedelta(hours=number // 2), title=f"Talk {number}")
    client.force_login(cast.tom)
    seen, address = [], f"/projects/{project.slug}/sessions"
    for _page in range(4):
        with django_assert_max_num_queries(9):
            page = client.get(address).content.decode()
        seen += [part.split("<")[0] for part in page.split('href="/sessions/')[1:]]
        if 'rel="next"' not in page:
            break
        address = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 45


def test_zone_of_the_reader_falls_back(cast: Cast) -> None:
    from desireline.codevelop.sessions.zones import zone

    assert zone("Mars/Base") == ZoneInfo("UTC")
    assert zone("../etc/passwd") == ZoneInfo("UTC")
