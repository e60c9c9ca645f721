from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desireline.codevelop.sessions import inviting
from desireline.codevelop.sessions.models import Session, SessionGuest
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast
from tests.codevelop.sessions.help import guest, joins, running, session


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desireline.codevelop.sessions.guests.SHOWN", 2)


def _invited(row: Session, *names: str, consents: bool = False) -> list[SessionGuest]:
    return [guest(row, joins(row.project, make.person(name=name), consents=consents)) for name in names]


def _five(cast: Cast) -> tuple[Session, dict[str, SessionGuest]]:
    row = running(make.project(by=cast.tom), by=cast.tom)
    found = _invited(row, "Eda", "Ada", "Cem", "Bo", "Dov")
    return row, {one.participant.person.name: one for one in found}


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _names(page: str) -> list[str]:
    return re.findall(r'<h3 dir="auto">(\w+)</h3>', page.split('id="guests"')[1])


def _next(page: str) -> str:
    found = re.search(r'href="([^"]+)" rel="next"', page.split('id="guests"')[1])
    return unescape(found[1]).partition("#")[0] if found else ""


def _act(page: str, who: SessionGuest, act: str) -> str:
    """Where the form posts that stands beside the guest, as a browser without scripts reads it."""
    found = re.search(rf'action="([^"]*/guests/{who.pk}/{act}[^"]*)"', page)
    assert found
    return unescape(found[1])


def test_many_guests_are_shown_in_parts(client: Client, cast: Cast) -> None:
    row, _guests = _five(cast)
    client.force_login(cast.tom)
    seen, here = [], f"/sessions/{row.pk}"
    while here:
        page = _page(client, here)
        seen.append(_names(page))
        here = _next(page)
    assert seen == [["Ada", "Bo"], ["Cem", "Dov"], ["Eda"]]
    assert f'href="/sessions/{row.pk}#guests" rel="prev"' in page


@pytest.mark.parametrize("act", ["came", "missed", "consent"])
def test_who_acts_on_a_guest_stays_where_the_guest_is(client: Client, cast: Cast, act: str) -> None:
    row, guests = _five(cast)
    client.force_login(cast.tom)
    second = _next(_page(client, f"/sessions/{row.pk}?kind=said"))
    answer = client.post(_act(_page(client, second), guests["Cem"], act))
    target, _hash, fragment = answer["Location"].partition("#")
    page = _page(client, target)
    assert _names(page) == ["Cem", "Dov"]
    assert 'value="said" selected' in page
    assert fragment == f"guest-{guests['Cem'].pk}"
    assert f'id="{fragment}"' in page


def test_an_undo_leads_back_there_too(client: Client, cast: Cast) -> None:
    row, guests = _five(cast)
    client.force_login(cast.tom)
    second = _next(_page(client, f"/sessions/{row.pk}"))
    gone = client.post(_act(_page(client, second), guests["Cem"], "remove"))["Location"]
    assert gone.endswith("#guests")
    page = _page(client, gone)
    assert _names(page) == ["Dov", "Eda"]
    there = client.post(_act(page, guests["Cem"], "restore"))["Location"]
    assert there.endswith(f"#guest-{guests['Cem'].pk}")
    assert _names(_page(client, there)) == ["Cem", "Dov"]


def test_a_part_begins_where_it_began_when_who_stood_before_it_is_taken_off(
    client: Client, cast: Cast
) -> None:
    row, guests = _five(cast)
    client.force_login(cast.tom)
    second = _next(_page(client, f"/sessions/{row.pk}"))
    inviting.uninvite(guests["Bo"], by=cast.tom)
    assert _names(_page(client, second)) == ["Cem", "Dov"]
    other = _invited(session(row.project, by=cast.tom), "Zoe")[0]
    for strange in (other.pk, "99999", "x", "-1", "9" * 30):
        assert _names(_page(client, f"/sessions/{row.pk}?guests={strange}")) == ["Ada", "Cem"]


def test_who_is_invited_is_shown_at_once(client: Client, cast: Cast) -> None:
    row, _guests = _five(cast)
    people = {name: joins(row.project, make.person(name=name)) for name in ("Aziz", "Dan", "Yves")}
    client.force_login(cast.tom)
    for chosen, shown in ((["Aziz"], ["Ada", "Aziz"]), (["Yves", "Dan"], ["Dan", "Dov"])):
        data = {"participant": [people[name].pk for name in chosen]}
        target = client.post(f"/sessions/{row.pk}/invite", data)["Location"]
        assert _names(_page(client, target)) == shown


def test_notes_are_offered_about_those_who_are_there_and_about_anybody_chosen(
    client: Client, cast: Cast
) -> None:
    row = running(make.project(by=cast.tom), by=cast.tom)
    silent, _cem, _dov, ada = _invited(row, "Bo", "Cem", "Dov", "Ada", consents=True)
    SessionGuest.objects.filter(pk__in=[silent.pk, ada.pk]).update(state="invited")
    _invited(row, "Nox")
    client.force_login(cast.tom)

    def offered(address: str) -> tuple[list[str], list[str]]:
        part = re.search(r'<select[^>]*name="guest".*?</select>', _page(client, address))
        assert part
        return re.findall(r">(\w+)</option>", part[0]), re.findall(r"selected>(\w+)<", part[0])

    assert offered(f"/sessions/{row.pk}") == (["Cem", "Dov"], [])
    assert offered(f"/sessions/{row.pk}?guest={ada.pk}") == (["Ada", "Cem"], ["Ada"])
    assert f'href="/sessions/{row.pk}?guest={ada.pk}#notes"' in _page(client, f"/sessions/{row.pk}")


def test_who_said_no_to_the_session_is_not_counted_as_without_consent(client: Client, cast: Cast) -> None:
    row = running(make.project(by=cast.tom), by=cast.tom)
    _invited(row, "Ada", consents=True)
    bo = _invited(row, "Bo", "Cem", "Dov")[0]
    SessionGuest.objects.filter(pk=bo.pk).update(state="declined")
    client.force_login(cast.tom)
    assert "2 people have not consented" in _page(client, f"/sessions/{row.pk}")


def test_what_is_read_does_not_grow_with_the_guests(client: Client, cast: Cast) -> None:
    row = running(make.project(by=cast.tom), by=cast.tom)
    client.force_login(cast.tom)
    read: dict[type, int] = {}

    def count(sender: type, **_more: Any) -> None:
        read[sender] = read.get(sender, 0) + 1

    def costs() -> tuple[int, int, int]:
        read.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            _page(client, f"/sessions/{row.pk}")
        return len(asked), read[SessionGuest], read[Person]

    _invited(row, *(f"Guest{number}" for number in range(4)), consents=True)
    _page(client, f"/sessions/{row.pk}")
    post_init.connect(count)
    try:
        few = costs()
        _invited(row, *(f"More{number}" for number in range(12)), consents=True)
        many = costs()
    finally:
        post_init.disconnect(count)
    assert few == many
    assert many[0] <= 15
