from __future__ import annotations

import zipfile
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desireline.codevelop.work import api as work
from desireline.listen.comments import api as comments
from desireline.listen.votes.api import vote
from desireline.people.audiences.models import Audience
from desireline.people.profile.takeout import takeout
from desireline.prove.recognition import api as recognition
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.telling import address_of
from tests import make
from tests.cast import Cast
from tests.prove.recognition.help import draft, published


def _main(text: str) -> str:
    return text.partition("<main")[2].partition("</main")[0]


def _count(client: Client, at: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(at).status_code == 200
    return len(asked)


def test_the_page_tells_what_changed_and_the_measure_before_and_now(cast: Cast, client: Client) -> None:
    outcome = make.outcome(measure="Minutes until it is frozen", unit="minutes", baseline=12, target=2)
    release = draft(cast.tom, under=outcome, ideas=(make.idea("Freeze it"),))
    work.note_change(release.project, by=cast.tom, said="I panic", changed="One big button", in_showcase=True)
    work.note_change(release.project, by=cast.tom, said="Inside", changed="Secret", in_showcase=False)
    recognition.change(release, by=cast.tom, story="Two taps.")
    recognition.publish(release, by=cast.tom)
    page = _main(client.get(address_of(release)).content.decode())
    assert "not measured yet" in page
    assert "One big button" in page
    assert "Secret" not in page
    assert "Freeze it" in client.get(address_of(release)).content.decode()
    recognition.change(release, by=cast.tom, after=1.5)
    page = _main(client.get(address_of(release)).content.decode())
    assert "1.5" in page
    assert "reached" in page


def test_an_outcome_that_the_reader_may_not_see_is_not_told(cast: Cast, client: Client) -> None:
    outcome = make.outcome("Minimise the dread of our own people", under=make.future(audience="staff"))
    release = published(cast.tom, under=outcome)
    for at in (address_of(release), "/releases"):
        assert "dread" not in client.get(at).content.decode()


def test_customers_and_our_own_people_are_thanked_apart(cast: Cast, client: Client) -> None:
    idea = make.idea(by=cast.carla)
    comments.post(idea, by=cast.tom, body="Let us try that.")
    for person in (cast.carla, cast.tom):
        recognition.choose(person, choice="named")
    page = client.get(address_of(published(cast.tom, ideas=(idea,)))).content.decode()
    customers, own = page.partition("<h3>Customers")[2].split("<h3>Our own people")
    assert "Carla" in customers
    assert "Tom" not in customers
    assert "Tom" in own


def test_the_address_leads_on_when_the_title_changes(cast: Cast, client: Client) -> None:
    release = published(cast.tom)
    old = address_of(release)
    recognition.change(release, by=cast.tom, title="Another name")
    assert client.get(old)["Location"] == f"/releases/{release.pk}-another-name"
    assert client.get(f"/releases/{release.pk}").status_code == 302


def test_the_wall_shows_the_newest_first_page_by_page(cast: Cast, client: Client) -> None:
    made = [published(cast.tom, title=f"Thing {n:02}") for n in range(14)]
    for n, one in enumerate(made):
        Release.objects.filter(pk=one.pk).update(published=timezone.now() - timedelta(days=n // 2))
    seen: list[str] = []
    at: str | None = "/releases"
    while at:
        page = client.get(at).content.decode()
        seen += [one.split("<")[0] for one in page.split("data-main")[1:] for one in [one.split(">", 1)[1]]]
        at = page.partition('href="/releases?from=')[2].partition('"')[0]
        at = f"/releases?from={at}" if at else None
    assert sorted(seen) == [f"Thing {n:02}" for n in range(14)]
    assert seen[:2] == ["Thing 01", "Thing 00"]


def test_more_releases_and_people_ask_no_more_of_the_database(cast: Cast, client: Client) -> None:
    board = make.board()
    ideas = [make.idea(on=board, by=make.person()) for _n in range(4)]
    for idea, n in zip(ideas, (2, 12, 0, 0), strict=True):
        assert idea.author
        for person in (idea.author, *(make.person() for _n in range(n))):
            recognition.choose(person, choice="named")
            comments.post(idea, by=person, body="It would help me as well.")
    few, many = published(cast.tom, ideas=(ideas[0],)), published(cast.tom, ideas=(ideas[1],))
    client.get(address_of(few))
    assert _count(client, address_of(few)) == _count(client, address_of(many)) <= 36
    one = _count(client, "/releases")
    for n in range(4):
        published(cast.tom, ideas=(ideas[n],))
    client.get("/releases")
    assert _count(client, "/releases") == one <= 14


def test_people_read_on_their_own_profile_what_came_of_it(cast: Cast, client: Client) -> None:
    release = published(cast.tom, ideas=(make.idea("Freeze it", by=cast.carla),), title="Cards that freeze")
    here = f"/people/{cast.carla.pk}"
    client.force_login(cast.carla)
    for at in (here, "/me/credits"):
        page = _main(client.get(at).content.decode())
        assert release.title in page
        assert "Freeze it" in page
    client.force_login(cast.stella)
    assert release.title not in _main(client.get(here).content.decode())


def test_a_supporter_finds_it_too(cast: Cast, client: Client) -> None:
    idea = make.idea()
    vote(idea.pk, cast.otto)
    release = published(cast.tom, ideas=(idea,), told=True)
    client.force_login(cast.otto)
    assert release.title in client.get("/me/credits").content.decode()


def test_thanks_are_said_changed_taken_away_and_brought_back(cast: Cast, client: Client) -> None:
    release = published(cast.tom)
    at = address_of(release)
    client.force_login(cast.tom)
    client.post(f"/releases/{release.pk}/thank", {"text": "You made us look."})
    note = release.notes.get()
    assert "You made us look." in client.get(at).content.decode()
    client.post(f"/releases/thanks/{note.pk}/edit", {"text": "You made us see."})
    client.logout()
    assert "You made us see." in client.get(at).content.decode()
    client.force_login(cast.cora)
    assert client.post(f"/releases/thanks/{note.pk}/remove").status_code == 404
    client.force_login(cast.tom)
    client.post(f"/releases/thanks/{note.pk}/remove")
    assert "You made us see." not in client.get(at).content.decode()
    client.post(f"/releases/thanks/{note.pk}/remove?back=1")
    assert "You made us see." in client.get(at).content.decode()


def test_words_of_thanks_are_their_authors_alone(cast: Cast, client: Client) -> None:
    release = published(cast.tom)
    note = recognition.thank(release, text="Thank you", by=cast.stella)
    client.force_login(cast.tom)
    assert client.post(f"/releases/thanks/{note.pk}/edit", {"text": "Mine"}).status_code == 422
    note.refresh_from_db()
    assert note.text == "Thank you"


def test_the_team_publishes_from_the_form_and_sees_whom_it_reaches(cast: Cast, client: Client) -> None:
    Audience.objects.create(kind="segment", name="Shops", conditions={"trade": ["shop"]})
    cast.carla.attributes = {"trade": "shop"}
    cast.carla.save()
    release = draft(cast.tom, ideas=(make.idea(by=cast.carla),))
    client.force_login(cast.tom)
    at = f"/releases/{release.pk}/edit"
    page = client.get(at).content.decode()
    assert "1 of 1 person is thanked for the first time" in page
    assert "Shops" in page
    data = {"title": "It is here", "story": "Two taps.", "audience": release.audience_id, "publish": "1"}
    assert client.post(at, data | {"story": ""}).status_code == 422
    answer = client.post(at, data, follow=True)
    assert "In five minutes" in answer.content.decode()
    release.refresh_from_db()
    assert release.published
    assert f"/releases/{release.pk}/withdraw" in answer.content.decode()


def test_the_second_time_nobody_is_new(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    first, second = published(cast.tom, ideas=(idea,)), published(cast.tom, ideas=(idea,))
    assert recognition.breadth(first, staff=False).fresh == 1
    assert recognition.breadth(second, staff=False).fresh == 0


def test_the_project_leads_to_its_release(cast: Cast, client: Client) -> None:
    release = draft(cast.tom, shown=True)
    at = f"/projects/{release.project.slug}"
    assert "Now real" not in _main(client.get(at).content.decode())
    client.force_login(cast.tom)
    assert f"/releases/{release.pk}/edit" in client.get(at).content.decode()
    recognition.change(release, by=cast.tom, story="Two taps.")
    recognition.publish(release, by=cast.tom)
    client.logout()
    assert address_of(release) in client.get(at).content.decode()


def test_the_feed_holds_what_everyone_may_read_and_names_nobody(cast: Cast, client: Client) -> None:
    recognition.choose(cast.carla, choice="named")
    release = published(cast.tom, ideas=(make.idea(by=cast.carla),))
    inside = published(cast.tom, audience="staff", title="For us alone")
    client.force_login(cast.tom)
    feed = client.get("/releases.atom").content.decode()
    assert release.title in feed
    assert inside.title not in feed
    assert "Carla" not in feed


def test_people_take_their_part_along(cast: Cast) -> None:
    release = published(cast.tom, ideas=(make.idea(by=cast.carla),), title="Cards that freeze")
    recognition.choose(cast.carla, choice="named")
    recognition.thank(release, text="What a day", by=cast.tom)

    def text(person: object) -> str:
        with takeout(person) as file, zipfile.ZipFile(file) as kept:  # type: ignore[arg-type]
            return "".join(kept.read(name).decode(errors="ignore") for name in kept.namelist())

    assert "Cards that freeze" in text(cast.carla)
    assert "named" in text(cast.carla)
    assert "What a day" in text(cast.tom)
