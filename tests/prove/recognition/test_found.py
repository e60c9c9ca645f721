"""What became real is found by those who may see it: at once, and no longer when they may not."""

from __future__ import annotations

import pytest
from django.test import Client

from desireline.codevelop.projects import api as projects
from desireline.engines.search.api import Query, catch_up, query, reindex, tokens_of
from desireline.people.identity.models import Person
from desireline.people.profile.api import erase
from desireline.prove.recognition import api as recognition
from desireline.prove.recognition import cards
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.telling import address_of
from tests import make
from tests.cast import Cast
from tests.prove.recognition.help import draft, published, undone, widen


def found(person: Person | None, text: str = "Lantern") -> list[str]:
    return [hit.key for hit in query(Query(text, tokens_of(person), types=("release",))).hits]


def readers(cast: Cast) -> list[Person | None]:
    return [None, cast.carla, cast.tom, cast.stella]


def test_it_is_found_by_title_and_story_in_a_group_of_its_own(cast: Cast, client: Client) -> None:
    release = published(cast.tom, title="Lantern for everyone")
    for person in readers(cast):
        assert found(person) == found(person, "freeze a card taps") == [f"release:{release.pk}"]
    page = client.get("/search?q=Lantern").content.decode()
    assert "Now real" in page
    assert address_of(release) in page
    assert address_of(release) in client.get("/search?q=Lantern&type=release").content.decode()
    reindex(["release"])
    assert found(None) == [f"release:{release.pk}"]


@pytest.mark.parametrize(("audience", "who"), [("signed_in", 3), ("staff", 2)])
def test_it_is_found_by_those_for_whom_it_is(cast: Cast, audience: str, who: int) -> None:
    release = published(cast.tom, title="Lantern", audience=audience)
    assert [bool(found(person)) for person in readers(cast)] == [False] * (4 - who) + [True] * who
    widen(release, "public", by=cast.tom)
    assert all(found(person) for person in readers(cast))
    widen(release, audience, by=cast.tom)
    assert [bool(found(person)) for person in readers(cast)] == [False] * (4 - who) + [True] * who
    assert cards.found_releases(None, [release.pk]) == {}


def test_drafts_and_what_is_taken_back_or_deleted_are_not_found(cast: Cast) -> None:
    release = draft(cast.tom, title="Lantern")
    assert found(cast.tom) == []
    recognition.change(release, by=cast.tom, story="You can freeze a card.")
    release = recognition.publish(release, by=cast.tom)
    assert found(None)
    recognition.withdraw(release, by=cast.tom)
    assert found(cast.tom) == []
    release = recognition.publish(release, by=cast.tom)
    undone(release.project, by=cast.tom)
    assert found(cast.tom) == found(None) == []
    assert cards.found_releases(cast.tom, [release.pk]) == {}
    again = published(cast.tom, title="Lantern")
    assert found(None) == [f"release:{again.pk}"]
    again.delete()
    assert found(None) == []


def test_a_release_that_becomes_confidential_is_found_by_nobody(cast: Cast, client: Client) -> None:
    release = published(cast.stella, title="Operation Lantern")
    assert found(None)
    projects.keep_secret(release.project, by=cast.stella)
    for person in readers(cast):
        assert found(person) == []
        assert cards.found_releases(person, [release.pk]) == {}
        if person:
            client.force_login(person)
        assert address_of(release) not in client.get("/search?q=Lantern").content.decode()
    assert (cards.release_ids(), list(cards.release_cards([release.pk]))) == ([], [])
    projects.keep_secret(release.project, by=cast.stella, on=False)
    assert found(None)


def test_a_confidential_one_that_slipped_through_has_no_card(cast: Cast) -> None:
    release = draft(cast.stella, title="Lantern", confidential=True)
    Release.objects.update(published=release.released)
    reindex(["release"])
    assert all(found(person) == [] for person in readers(cast))


def test_the_late_check_hides_what_the_index_does_not_know_yet(cast: Cast, client: Client) -> None:
    release = published(cast.tom, title="Lantern")
    assert found(None)
    catch_up()
    type(release.project).objects.update(confidential=True)
    assert found(None)
    assert address_of(release) not in client.get("/search?q=Lantern").content.decode()


def test_no_name_is_found_in_it_and_who_leaves_takes_nothing_away(cast: Cast) -> None:
    release = published(cast.tom, title="Lantern", ideas=(make.idea("Freeze it", by=cast.carla),))
    recognition.choose(cast.carla, choice="named")
    recognition.thank(release, text=f"Thank you, {cast.carla.name}!", by=cast.stella)
    assert found(None, cast.carla.name) == []
    erase(cast.tom)
    assert found(None) == [f"release:{release.pk}"]
