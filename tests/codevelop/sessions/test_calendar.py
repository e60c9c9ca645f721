from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from desireline.codevelop.sessions import links, planning, reminding
from desireline.codevelop.sessions.calendar import Event, calendar
from desireline.codevelop.sessions.models import CalendarLink, SessionGuest
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast
from tests.codevelop.sessions.help import guest, joins, session

NOON = datetime(2030, 5, 2, 12, 0, tzinfo=UTC)


def _read(text: bytes) -> list[tuple[str, str]]:
    """The lines as RFC 5545 says to read them: unfolded, and texts unescaped."""
    found = []
    for line in text.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        name, _colon, value = line.partition(":")
        out, letters = "", iter(value)
        for letter in letters:
            out += {"n": "\n", "N": "\n"}.get(after := next(letters), after) if letter == "\\" else letter
        found.append((name, out))
    return found


@given(st.text(max_size=300), st.text(max_size=200))
def test_whatever_people_write_comes_out_again(title: str, place: str) -> None:
    text = calendar([Event("1@x", title, NOON, NOON + timedelta(hours=1), NOON, place=place)])
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert text.count(b"\r\n") == text.count(b"\n") == text.count(b"\r")
    read = dict(_read(text))
    plain = title.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in plain if one == "\n" or (one >= " " and one != "\x7f"))
    assert read["SUMMARY"] == kept.encode("utf-8", "replace").decode()


def test_a_file_says_what_calendars_need() -> None:
    event = Event("s-1@x", "A talk", NOON, NOON + timedelta(hours=1), NOON, sequence=3, cancelled=True)
    read = _read(calendar([event]))
    assert read[0] == ("BEGIN", "VCALENDAR")
    assert ("METHOD", "PUBLISH") in read
    assert ("DTSTART", "20300502T120000Z") in read
    assert ("SEQUENCE", "3") in read
    assert ("STATUS", "CANCELLED") in read
    assert ("UID", "s-1@x") in read


def test_a_calendar_of_ones_own_by_a_secret_that_is_not_kept(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    mine, other = session(project, by=cast.tom, title="Mine"), session(project, by=cast.tom, title="Other")
    guest(mine, joins(project, cast.carla))
    guest(other, joins(project, cast.otto))
    token = links.make(by=cast.carla)
    assert token not in str(list(CalendarLink.objects.values()))
    text = Client().get(f"/calendar/{token}.ics").content.decode()
    assert "SUMMARY:Mine" in text
    assert "Other" not in text
    planning.cancel(mine, by=cast.tom)
    assert "STATUS:CANCELLED" in Client().get(f"/calendar/{token}.ics").content.decode()
    newer = links.make(by=cast.carla)
    assert Client().get(f"/calendar/{token}.ics").status_code == 404
    cast.carla.is_active = False
    cast.carla.save()
    assert Client().get(f"/calendar/{newer}.ics").status_code == 404


def test_the_team_has_the_sessions_of_its_projects(cast: Cast) -> None:
    session(make.project(by=cast.tom), by=cast.tom, title="Ours")
    session(make.project(by=cast.stella), by=cast.stella, title="Theirs")
    text = Client().get(f"/calendar/{links.make(by=cast.tom)}.ics").content.decode()
    assert "Ours" in text
    assert "Theirs" not in text


def test_of_a_confidential_one_only_the_time(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom, title="PURPLE", confidential=True)
    row = session(
        project, by=cast.tom, title="PURPLE", place="PURPLE house", welcome="PURPLE", purpose="PURPLE",
    )  # fmt: skip
    guest(row, joins(project, cast.carla, agrees=True))
    client.force_login(cast.carla)
    one = client.get(f"/sessions/{row.pk}.ics").content.decode()
    everything = client.get(f"/calendar/{links.make(by=cast.carla)}.ics").content.decode()
    for text in (one, everything):
        assert "PURPLE" not in text
        assert "SUMMARY:Session" in text
        assert "DTSTART:" in text


def test_reminded_once_the_day_before_in_ones_own_time(cast: Cast) -> None:
    cast.carla.time_zone, cast.otto.time_zone = "Asia/Tokyo", "America/New_York"
    cast.carla.save()
    cast.otto.save()
    project = make.project(by=cast.tom)
    starts = datetime(2030, 5, 3, 12, 0, tzinfo=UTC)
    row = session(project, by=cast.tom, starts=starts)
    guest(row, joins(project, cast.carla))
    guest(row, joins(project, cast.otto), "invited")
    guest(row, joins(project, cast.cora), "declined")
    told = lambda: set(Notice.objects.values_list("person__name", flat=True))  # noqa: E731
    assert reminding.remind(datetime(2030, 5, 1, 23, 0, tzinfo=UTC)) == 0
    assert reminding.remind(datetime(2030, 5, 2, 0, 30, tzinfo=UTC)) == 1
    assert told() == {"Carla"}
    assert reminding.remind(datetime(2030, 5, 2, 13, 30, tzinfo=UTC)) == 1
    assert told() == {"Carla", "Otto"}
    assert reminding.remind(datetime(2030, 5, 2, 14, 0, tzinfo=UTC)) == 0
    assert "9:00" in Notice.objects.get(person=cast.carla).title


def test_nobody_is_reminded_who_left(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    carla = joins(project, cast.carla)
    guest(row, carla)
    carla.state, carla.ended = "left", timezone.now()
    carla.save()
    assert reminding.remind(row.starts - timedelta(minutes=5)) == 0
    assert not SessionGuest.objects.filter(reminded_at__isnull=False).exists()
