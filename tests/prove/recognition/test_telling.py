"""“Your idea is now real”: who is told, once, in which words, and with whose consent a name is shown."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from desireline.codevelop.projects import api as projects
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import run_all
from desireline.kit.jobs.models import Job
from desireline.listen.comments import api as comments
from desireline.listen.votes.api import vote
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice
from desireline.prove.recognition import api as recognition
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.telling import address_of, tell
from tests import make
from tests.cast import Cast
from tests.prove.recognition.help import draft, published, widen


def _titles(person: Person, kind: str = "release") -> list[str]:
    return list(Notice.objects.filter(person=person, kind=kind).values_list("title", flat=True))


def test_each_is_told_once_by_the_strongest_part(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    comments.post(idea, by=cast.carla, body="One more thing.")
    vote(idea.pk, cast.carla)
    vote(idea.pk, cast.otto)
    release = published(cast.tom, ideas=(idea,), title="Freeze a card")
    assert tell(release.pk) == 2
    assert tell(release.pk) == 0
    assert _titles(cast.carla) == ["Your idea is now real: Freeze a card"]
    assert _titles(cast.otto) == ["What you voted for is now real: Freeze a card"]
    assert Notice.objects.filter(kind="release").values_list("url", flat=True)[0] == address_of(release)


def test_people_are_told_in_their_language(cast: Cast) -> None:
    Person.objects.filter(pk=cast.carla.pk).update(language="en-gb")
    release = published(cast.tom, ideas=(make.idea(by=cast.carla),), told=True)
    assert _titles(cast.carla) == [f"Your idea is now real: {release.title}"]


def test_taken_back_within_the_first_minutes_nobody_noticed(cast: Cast) -> None:
    release = published(cast.tom, ideas=(make.idea(by=cast.carla),))
    waiting = Job.objects.get(kind="recognition.tell", finished__isnull=True)
    assert waiting.due > timezone.now()
    recognition.withdraw(release, by=cast.tom)
    Job.objects.filter(pk=waiting.pk).update(due=timezone.now())
    run_all()
    assert _titles(cast.carla) == []
    recognition.publish(release, by=cast.tom)
    tell(release.pk)
    recognition.withdraw(release, by=cast.tom)
    recognition.publish(release, by=cast.tom)
    tell(release.pk)
    assert len(_titles(cast.carla)) == 1


def test_who_may_not_see_it_is_told_once_they_may(cast: Cast) -> None:
    release = published(cast.tom, ideas=(make.idea(by=cast.carla),), audience="staff", told=True)
    assert _titles(cast.carla) == []
    widen(release, "public", by=cast.tom)
    tell(release.pk)
    assert len(_titles(cast.carla)) == 1


def test_it_needs_a_story_and_someone_who_leads_the_project(cast: Cast) -> None:
    release = draft(cast.stella)
    with pytest.raises(Refused, match="real now"):
        recognition.publish(release, by=cast.stella)
    recognition.change(release, by=cast.stella, story="It is real.")
    with pytest.raises(Refused, match="publish it"):
        recognition.publish(release, by=cast.tom)
    recognition.publish(release, by=cast.stella)
    with pytest.raises(Refused, match="already"):
        recognition.publish(release, by=cast.stella)


def test_the_question_about_names_comes_once_and_tells_nothing(cast: Cast) -> None:
    for title in ("Lantern", "Lamp"):
        draft(cast.tom, ideas=(make.idea(by=cast.carla),), title=title)
    (notice,) = Notice.objects.filter(person=cast.carla, kind="credit.ask")
    assert "Lantern" not in notice.title + notice.text
    assert notice.url == "/me/credits"


def test_a_name_is_shown_only_with_consent_and_as_long_as_it_stands(cast: Cast, client: Client) -> None:
    release = published(cast.tom, ideas=(make.idea(by=cast.carla), make.idea(by=cast.otto)))
    at = address_of(release)

    def shown() -> str:
        page = client.get(at).content.decode()
        return page.partition('id="people"')[2]

    assert "Carla" not in shown()
    assert "2 people" in shown()
    recognition.choose(cast.carla, choice="named")
    assert "Carla" in shown()
    assert "1 person who is not named" in shown()
    recognition.choose(cast.otto, choice="left_out")
    assert "not named" not in shown()
    recognition.choose(cast.carla, choice="nameless")
    assert "Carla" not in shown()
    assert "1 person" in shown()


def test_who_wants_to_be_left_out_is_not_written_to(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    vote(idea.pk, cast.otto)
    for person in (cast.carla, cast.otto):
        recognition.choose(person, choice="left_out")
    release = published(cast.tom, ideas=(idea,), told=True)
    assert not Notice.objects.filter(kind__in=["release", "credit.ask"]).exists()
    assert not release.credits.exists()


def test_the_choice_is_undone_by_its_button(cast: Cast, client: Client) -> None:
    client.force_login(cast.carla)
    answer = client.post("/me/credits", {"choice": "named"}, follow=True)
    assert "/me/credits?choice=nameless" in answer.content.decode()
    client.post("/me/credits?choice=nameless")
    assert recognition.choice_of(cast.carla) == "nameless"
    assert client.post("/me/credits", {"choice": "loud"}).status_code == 422


def test_a_confidential_release_is_for_its_people_alone(cast: Cast, client: Client) -> None:
    release = published(cast.stella, ideas=(make.idea(by=cast.carla),), title="Operation Lantern", told=True)
    assert _titles(cast.carla)
    projects.keep_secret(release.project, by=cast.stella)
    places = ("/releases", "/releases.atom", "/me/credits", "/me/notices", f"/people/{cast.carla.pk}")
    for person in (None, cast.carla, cast.tom):
        if person:
            client.force_login(person)
        for place in places:
            assert "Lantern" not in client.get(place, follow=True).content.decode()
        assert client.get(address_of(release)).status_code == 404
    client.force_login(cast.stella)
    assert client.get(address_of(release)).status_code == 200
    assert "Lantern" not in client.get("/releases").content.decode()


def test_a_confidential_project_is_never_published_and_nobody_is_asked(cast: Cast) -> None:
    release = draft(cast.stella, ideas=(make.idea(by=cast.carla),), confidential=True)
    recognition.change(release, by=cast.stella, story="It is real.")
    with pytest.raises(Refused, match="confidential"):
        recognition.publish(release, by=cast.stella)
    Release.objects.update(published=timezone.now())
    assert tell(release.pk) == 0
    assert not Notice.objects.exists()
