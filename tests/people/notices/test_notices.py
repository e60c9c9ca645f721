from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.translation import get_language

from desireline.kit.jobs.api import Progress, run_all
from desireline.people.audiences.api import basic, forget
from desireline.people.audiences.models import Audience, AudienceMember
from desireline.people.identity.api import block, own
from desireline.people.notices import api, mailing, old
from desireline.people.notices.api import (
    KINDS,
    Kind,
    follow,
    is_following,
    muted,
    notify,
    silence,
    unfollow,
    unread,
)
from desireline.people.notices.models import Notice, NoticeChoice
from desireline.people.notices.rules import Way, digest_due, ways
from tests import make
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KINDS, "_items", {k: Kind(k, k.title(), k) for k in ("soon", "daily", "never")})  # type: ignore[arg-type]


def tell(kind: str = "soon", **more: Any) -> int:
    return notify(kind, **{"topic": "idea:1", "title": "New answer", "url": "/things/1-x", **more})


def test_followers_are_told_but_not_the_one_who_did_it(cast: Cast) -> None:
    for person in (cast.carla, cast.otto, cast.tom, cast.bob):
        follow(person, "idea:1")
    assert tell(by=cast.tom, skip=[cast.otto.pk]) == 1
    notice = Notice.objects.get()
    assert (notice.person_id, notice.by_id, notice.url) == (cast.carla.pk, cast.tom.pk, "/things/1-x")
    assert unread(cast.carla) == 1


def test_who_silenced_the_topic_hears_nothing_even_when_named(cast: Cast) -> None:
    silence(cast.carla, "idea:1")
    assert tell(to=[cast.carla.pk, cast.otto.pk]) == 1
    follow(cast.carla, "idea:1")
    assert is_following(cast.carla, "idea:1")
    unfollow(cast.carla, "idea:1")
    assert tell() == 0
    assert tell(to=[cast.carla.pk]) == 1


def test_those_outside_the_audience_are_not_told(cast: Cast) -> None:
    named = Audience.objects.create(kind="named", name="Pilot")
    AudienceMember.objects.create(audience=named, person=cast.carla)
    forget()
    everyone = [cast.carla.pk, cast.otto.pk, cast.tom.pk]
    assert tell(to=everyone, audience=named.pk) == 1
    assert tell(to=everyone, audience=basic("staff").pk) == 1
    assert tell(to=everyone, audience=basic("public").pk) == 3
    assert tell(to=everyone, audience=999) == 0


def test_nobody_is_told_while_muted(cast: Cast) -> None:
    with muted():
        assert tell(to=[cast.carla.pk]) == 0
    assert tell(to=[cast.carla.pk]) == 1


def test_each_person_reads_their_language(cast: Cast) -> None:
    cast.carla.language = "de"
    cast.carla.save()
    tell(to=[cast.carla.pk, cast.otto.pk], title=lazystr_of_language())
    assert dict(Notice.objects.values_list("person__name", "title")) == {"Carla": "de", "Otto": "en"}


def lazystr_of_language() -> Any:
    class Said:
        def __str__(self) -> str:
            return get_language() or ""

    return lazystr(Said())


def test_telling_many_takes_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    people = [make.person() for _ in range(30)]
    for person in people:
        follow(person, "idea:1")
    with django_assert_max_num_queries(7):
        assert tell() == 30


def test_mail_goes_soon_and_once_to_verified_addresses_alone(cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    tell(to=[cast.carla.pk, cast.otto.pk], text="It says more.", by=cast.tom)
    run_all(at=timezone.now() + timedelta(minutes=1))
    run_all(at=timezone.now() + timedelta(minutes=1))
    [message] = mail.outbox
    assert message.to == ["carla@example.org"]
    assert message.subject == "New answer"
    assert "http://localhost:8000/things/1-x" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mailing.mail_soon(Progress()) == 0


def test_several_things_come_in_one_letter(cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    for n in range(3):
        tell(to=[cast.carla.pk], title=f"Thing {n}")
    assert mailing.mail_soon(Progress()) == 1
    assert mail.outbox[0].subject == "Thing 2 (+2)"
    assert all(f"Thing {n}" in mail.outbox[0].body for n in range(3))


def test_a_person_blocked_in_between_gets_no_mail(cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    tell(to=[cast.carla.pk])
    block(cast.carla, by=cast.tom)
    assert mailing.mail_soon(Progress()) == 0
    assert mail.outbox == []


def test_the_daily_letter_comes_at_eight_in_the_readers_zone(cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    cast.carla.time_zone = "America/New_York"
    cast.carla.save()
    tell("daily", to=[cast.carla.pk])
    Notice.objects.update(at=datetime(2026, 3, 1, 20, tzinfo=UTC))
    assert mailing.mail_daily(Progress(), now=datetime(2026, 3, 2, 12, 59, tzinfo=UTC)) == 0
    assert mailing.mail_daily(Progress(), now=datetime(2026, 3, 2, 13, 1, tzinfo=UTC)) == 1
    assert mailing.mail_daily(Progress(), now=datetime(2026, 3, 2, 13, 30, tzinfo=UTC)) == 0
    assert mail.outbox[0].subject == "Your day at Desireline"


def test_when_a_digest_is_due() -> None:
    zone, day = ZoneInfo("Asia/Tokyo"), timedelta(days=1)
    eight = datetime(2026, 5, 5, 8, tzinfo=zone)
    assert digest_due(eight - day, now=eight, zone=zone)
    assert not digest_due(eight - day, now=eight - timedelta(minutes=1), zone=zone)
    assert not digest_due(eight + timedelta(minutes=5), now=eight + timedelta(hours=5), zone=zone)


def test_ways_without_an_address_or_any_wish() -> None:
    default = Way(True, "soon")
    chosen = {2: Way(False, "never"), 3: Way(False, "soon")}
    found = ways({1, 2, 3, 4}, chosen=chosen, default=default, reachable={4})
    assert found == {1: Way(True, "never"), 4: default}


def test_one_click_ends_the_mail_signed_out_and_without_a_token_of_the_form(cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    tell(to=[cast.carla.pk])
    mailing.mail_soon(Progress())
    address = (
        mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    )
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(address).status_code == 200
    assert NoticeChoice.objects.count() == 0
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NoticeChoice.objects.get().mail == "never"
    tell(to=[cast.carla.pk])
    assert mailing.mail_soon(Progress()) == 0
    strict.post(address, {"again": "1"})
    assert NoticeChoice.objects.get().mail == "soon"
    assert strict.post(address[:-3] + "abc").status_code == 404


def test_the_page_shows_marks_and_pages(client: Client, cast: Cast, django_assert_num_queries: Any) -> None:
    for n in range(35):
        tell(to=[cast.carla.pk], title=f"Thing {n}", by=cast.tom)
    tell(to=[cast.otto.pk], title="Not for Carla")
    client.force_login(cast.carla)
    client.get("/me/notices")
    with django_assert_num_queries(3):  # session with person, notices with their authors, the bell
        page = client.get("/me/notices").content.decode()
    assert "Thing 34" in page
    assert "Thing 4<" not in page
    assert "Not for Carla" not in page
    after = page.split("?after=")[1].split('"')[0]
    assert "Thing 4<" in client.get(f"/me/notices?after={after}").content.decode()
    first = Notice.objects.filter(person=cast.carla).latest("id")
    assert client.get(f"/me/notices/{first.pk}")["Location"] == "/things/1-x"
    assert unread(cast.carla) == 34
    client.post("/me/notices/read")
    assert unread(cast.carla) == 0
    assert client.get(f"/me/notices/{Notice.objects.get(person=cast.otto).pk}").status_code == 404


def test_a_notice_never_leads_away_from_here(client: Client, cast: Cast) -> None:
    tell(to=[cast.carla.pk], url="https://evil.example/")
    client.force_login(cast.carla)
    assert client.get(f"/me/notices/{Notice.objects.get().pk}")["Location"] == "/me/notices"


def test_choices_are_kept_for_each_kind_and_topic(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = api.Topic(lambda person, ids: {i: (f"Idea {i}", f"/ideas/{i}") for i in ids}, "Idea")
    monkeypatch.setattr(api.TOPICS, "_items", {"idea": named})
    follow(cast.carla, "idea:7")
    client.force_login(cast.carla)
    page = client.get("/me/notices/choices").content.decode()
    assert "Idea 7" in page
    client.post("/me/notices/choices", {"mail:soon": "daily", "app:daily": "on", "mail:daily": "nonsense"})
    kept = {c.kind: (c.in_app, c.mail) for c in NoticeChoice.objects.all()}
    assert kept == {"soon": (False, "daily"), "daily": (True, "daily"), "never": (False, "never")}
    client.post("/me/notices/topic", {"topic": "idea:7", "how": "unfollow"})
    assert not is_following(cast.carla, "idea:7")
    client.post("/me/notices/topic", {"topic": "idea:8", "how": "follow"})
    assert not is_following(cast.carla, "idea:8")


def test_old_notices_are_forgotten(cast: Cast) -> None:
    tell(to=[cast.carla.pk, cast.otto.pk])
    Notice.objects.filter(person=cast.carla).update(read_at=timezone.now() - timedelta(days=100))
    assert old.forget() == 1
