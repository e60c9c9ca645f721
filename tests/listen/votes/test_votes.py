from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from desireline.kit.errors import Refused
from desireline.kit.options import api as options
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.votes.api import recount, take_back, vote
from desireline.listen.votes.behalf import vote_for_address
from desireline.listen.votes.models import AccountSupport, Vote
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast


def counters(idea: Idea) -> tuple[int, ...]:
    idea.refresh_from_db()
    return (
        idea.votes,
        idea.votes_important,
        idea.votes_must,
        idea.accounts,
        int(idea.value),
        idea.seen_votes,
    )


def test_a_vote_counts_once_for_the_person_and_once_for_the_account(cast: Cast) -> None:
    idea, colleague = make.idea(), make.person(account=cast.harbour)
    assert vote(idea.pk, cast.carla, 3).votes == 1
    assert not vote(idea.pk, cast.carla, 3).changed
    vote(idea.pk, colleague, 2)
    vote(idea.pk, cast.otto)
    assert counters(idea) == (3, 1, 1, 2, 200, 3)
    take_back(idea.pk, cast.carla)
    assert counters(idea) == (2, 1, 0, 2, 200, 2)
    take_back(idea.pk, colleague)
    assert counters(idea) == (1, 0, 0, 1, 80, 1)
    assert recount([idea.pk]) == 0


def test_taking_back_what_was_not_given_changes_nothing(cast: Cast) -> None:
    idea = make.idea()
    standing = take_back(idea.pk, cast.carla)
    assert (standing.votes, standing.changed) == (0, False)


def test_how_much_can_be_said_anew(cast: Cast) -> None:
    idea = make.idea()
    for how_much, expected in ((1, (0, 0)), (2, (1, 0)), (3, (0, 1)), (1, (0, 0))):
        assert vote(idea.pk, cast.carla, how_much).how_much == how_much
        assert counters(idea)[1:3] == expected
    with pytest.raises(Refused):
        vote(idea.pk, cast.carla, 4)


@pytest.mark.parametrize("how", ["closed", "archived", "pending", "hidden"])
def test_ideas_that_are_not_open_take_no_votes(cast: Cast, how: str) -> None:
    values = {
        "closed": {"closed": True},
        "archived": {"archived": True},
        "pending": {"state": 2},
        "hidden": {"state": 4},
    }
    idea = make.idea(**values[how])
    with pytest.raises(Refused):
        vote(idea.pk, cast.carla)
    assert counters(idea)[0] == 0


def test_blocked_people_cannot_vote(cast: Cast) -> None:
    with pytest.raises(Refused):
        vote(make.idea().pk, cast.bob)


def test_who_votes_has_seen(cast: Cast) -> None:
    idea = make.idea()
    vote(idea.pk, cast.carla)
    take_back(idea.pk, cast.carla)
    vote(idea.pk, cast.carla)
    idea.refresh_from_db()
    assert (idea.seen, idea.seen_votes) == (1, 1)


def test_a_vote_needs_a_fixed_number_of_statements(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    idea = make.idea()
    with django_assert_max_num_queries(9):  # lock, vote, account, seen, counters, two stamps and a savepoint
        vote(idea.pk, cast.carla)


def test_the_team_votes_on_behalf_and_says_where_it_heard_it(cast: Cast) -> None:
    idea = make.idea()
    vote_for_address(idea, "Nina@Example.org ", name="Nina", note="Call on 12 March", by=cast.tom)
    row = Vote.objects.get(idea=idea)
    assert (row.person.email, row.person.name, row.by, row.note, row.seen) == (
        "nina@example.org", "Nina", cast.tom, "Call on 12 March", False,
    )  # fmt: skip
    assert not vote_for_address(idea, "nina@example.org", note="Mail", by=cast.tom).changed
    for email, note, by in (
        ("nina", "x", cast.tom),
        ("a@b.example", " ", cast.tom),
        ("a@b.example", "x", cast.carla),
    ):
        with pytest.raises(Refused):
            vote_for_address(idea, email, note=note, by=by)
    assert not Person.objects.filter(email="nina").exists()


def test_carried_votes_count_once_and_go_back(cast: Cast) -> None:
    source, target = make.idea(), make.idea()
    for person in (cast.carla, cast.otto):
        vote(source.pk, person)
    vote(target.pk, cast.otto)
    merge = merges.merge(source, target, by=cast.tom, tell=False)
    assert counters(target)[:5] == (2, 0, 0, 2, 200)
    merges.undo(merge, by=cast.tom)
    assert counters(target)[:5] == (1, 0, 0, 1, 80)
    assert counters(source)[:5] == (2, 0, 0, 2, 200)


def test_a_carried_vote_that_its_owner_touches_stays(cast: Cast) -> None:
    source, target = make.idea(), make.idea()
    vote(source.pk, cast.carla)
    merge = merges.merge(source, target, by=cast.tom, tell=False)
    vote(target.pk, cast.carla, 2)
    merges.undo(merge, by=cast.tom)
    assert counters(target)[:2] == (1, 1)


def test_a_recount_mends_what_is_wrong(cast: Cast) -> None:
    idea = make.idea()
    vote(idea.pk, cast.carla, 2)
    AccountSupport.objects.all().delete()
    Idea.objects.filter(pk=idea.pk).update(votes=7, value=3, accounts=9)
    assert recount([idea.pk]) == 1
    assert counters(idea) == (1, 1, 0, 1, 120, 1)


def test_the_button_works_with_and_without_scripts(cast: Cast, client: Client) -> None:
    idea = make.idea("Vote for me")
    client.force_login(cast.carla)
    address = f"/ideas/{idea.pk}/vote"
    plain = client.post(address, {"want": "1"})
    assert plain.status_code == 302
    assert plain["Location"] == f"/ideas/{idea.pk}-vote-for-me"
    told = client.post(address, {"weight": "3"}, headers={"Accept": "application/json"}).json()
    assert told == {"count": 1, "voted": True, "weight": 3, "guests": 0}
    part = client.post(address, {"want": "0"}, headers={"HX-Request": "true"})
    assert b'aria-pressed="false"' in part.content
    assert counters(idea)[0] == 0
    back = client.post(address, {"want": "1"}, headers={"Referer": "http://testserver/boards/x?sort=newest"})
    assert back["Location"] == "/boards/x?sort=newest"
    away = client.post(address, {"want": "1"}, headers={"Referer": "http://testserver//evil.example/"})
    assert away["Location"] == f"/ideas/{idea.pk}-vote-for-me"


def test_strangers_are_asked_to_sign_in(cast: Cast, client: Client) -> None:
    idea = make.idea()
    answer = client.post(f"/ideas/{idea.pk}/vote", {"want": "1"}, headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["sign_in"].startswith("/sign-in")
    assert client.post(f"/ideas/{idea.pk}/vote").status_code == 302
    assert counters(idea)[0] == 0


def test_guests_vote_apart_where_the_instance_lets_them(cast: Cast, client: Client) -> None:
    options.put({"guest_votes": True})
    idea = make.idea("Open to guests")
    address = f"/ideas/{idea.pk}/vote"
    for _ in range(2):
        told = client.post(address, {"want": "1"}, headers={"Accept": "application/json"}).json()
        assert (told["count"], told["guests"]) == (0, 1)
    assert Client().post(address, {"want": "1"}, headers={"Accept": "application/json"}).json()["guests"] == 2
    client.post(address, {"want": "0"})
    idea.refresh_from_db()
    assert (idea.votes, idea.guest_votes) == (0, 1)


def test_closed_ideas_say_why(cast: Cast, client: Client) -> None:
    idea = make.idea(closed=True)
    client.force_login(cast.carla)
    answer = client.post(f"/ideas/{idea.pk}/vote", {"want": "1"}, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert "closed" in answer.json()["message"]


def test_only_the_team_sees_who_voted(cast: Cast, client: Client) -> None:
    idea = make.idea()
    vote(idea.pk, cast.carla)
    client.force_login(cast.otto)
    assert client.get(f"/ideas/{idea.pk}/voters").status_code == 404
    client.force_login(cast.tom)
    assert b"Carla" in client.get(f"/ideas/{idea.pk}/voters").content
    client.post(
        f"/ideas/{idea.pk}/voters/behalf", {"email": "new@example.org", "note": "Fair", "how_much": "2"}
    )
    assert counters(idea)[:2] == (2, 1)
