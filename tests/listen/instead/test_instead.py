from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desireline.kit.options import api as options
from desireline.listen.closeness.models import Judgement
from desireline.listen.comments.models import Comment
from desireline.listen.ideas import api
from desireline.listen.ideas.models import Idea
from desireline.listen.instead.verbs import support
from desireline.listen.merges.api import merge
from desireline.listen.votes.api import vote
from desireline.listen.votes.models import GuestVote, Vote
from desireline.people.notices.api import is_following
from tests import make
from tests.cast import Cast

DRAFT = {
    "title": "Split the bill with friends",
    "body": "At dinner we all pay.",
    "here": "/new",
    "board": "7",
}


def send(client: Client, idea: Idea, act: str = "send", **more: Any) -> Any:
    return client.post(f"/ideas/{idea.pk}/instead", {**DRAFT, "act": act, "words": "My words", **more})


def toasts(page: Any) -> str:
    return " ".join(re.findall(r'class="text"[^>]*>([^<]*)', page.content.decode()))


def test_the_words_are_shown_before_anything_is_done(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment", body="Among several people.")
    client.force_login(cast.carla)
    page = client.post(f"/ideas/{idea.pk}/instead", DRAFT).content.decode()
    assert "Split the bill with friends\n\nAt dinner we all pay." in page
    assert not Vote.objects.exists()
    assert not Judgement.objects.exists()


def test_a_vote_a_comment_and_a_judgement(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    client.force_login(cast.carla)
    answer = client.post(
        f"/ideas/{idea.pk}/instead", {**DRAFT, "act": "send", "words": "At dinner"}, follow=True
    )
    assert answer.redirect_chain[0][0].startswith(f"/ideas/{idea.pk}")
    assert toasts(answer) == "You support this idea now. Your words are a comment on it."
    idea.refresh_from_db()
    assert (idea.votes, idea.comments) == (1, 1)
    assert Comment.objects.get().body == "At dinner"
    said = Judgement.objects.get()
    assert (said.kind, said.idea, said.words, said.by) == (1, idea, "Split the bill with friends", None)


def test_undo_takes_back_what_was_made_and_opens_the_draft(cast: Cast, client: Client) -> None:
    make.board()
    idea = make.idea("Share a payment")
    client.force_login(cast.carla)
    send(client, idea)
    assert is_following(cast.carla, f"idea:{idea.pk}")
    answer = client.post(f"/ideas/{idea.pk}/instead/undo", follow=True)
    assert answer.redirect_chain[0][0] == "/new?draft=1"
    page = answer.content.decode()
    assert "Split the bill with friends" in page
    assert "At dinner we all pay." in page
    idea.refresh_from_db()
    assert (idea.votes, idea.comments) == (0, 0)
    assert not Judgement.objects.exists()
    assert not is_following(cast.carla, f"idea:{idea.pk}")
    assert client.post(f"/ideas/{idea.pk}/instead/undo").status_code == 404


def test_an_earlier_vote_stays_as_it_was_also_after_the_undo(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    vote(idea.pk, cast.carla, 3)
    client.force_login(cast.carla)
    assert "You supported this idea already." in toasts(client.get(send(client, idea).url))
    client.post(f"/ideas/{idea.pk}/instead/undo")
    assert Vote.objects.get().how_much == 3


def test_the_words_may_be_left_out(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    client.force_login(cast.carla)
    send(client, idea, "vote")
    assert Vote.objects.count() == 1
    assert not Comment.objects.exists()


def test_files_are_said_to_be_left_out(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    client.force_login(cast.carla)
    file = SimpleUploadedFile("bill.txt", b"12.50")
    page = client.post(f"/ideas/{idea.pk}/instead", {**DRAFT, "attachments": file}).content.decode()
    assert "is left out" in page
    assert 'name="left" value="bill.txt"' in page
    assert "1 file was left out." in toasts(client.get(send(client, idea, left="bill.txt").url))


def test_new_people_hear_that_their_words_wait(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    client.force_login(cast.otto)
    assert "wait for the team" in toasts(client.get(send(client, idea).url))
    assert Comment.objects.get().state == Comment.State.PENDING


@pytest.mark.parametrize("mark", ["closed", "archived"])
def test_a_closed_idea_says_so_and_nothing_is_lost(cast: Cast, client: Client, mark: str) -> None:
    idea = make.idea("Share a payment", **{mark: True})
    client.force_login(cast.carla)
    page = send(client, idea)
    assert page.status_code == 409 or page.status_code == 422
    text = page.content.decode()
    assert "closed" in text
    assert "At dinner we all pay." in text
    assert not Vote.objects.exists()
    assert not Judgement.objects.exists()


def test_what_is_refused_half_way_leaves_nothing(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    client.force_login(cast.carla)
    page = send(client, idea, words="x" * 30_000)
    assert page.status_code == 422
    assert "x" * 1000 in page.content.decode()
    assert not Vote.objects.exists()


def test_back_to_the_draft_keeps_every_word(cast: Cast, client: Client) -> None:
    board = make.board()
    make.board()
    idea = make.idea("Share a payment", on=board)
    client.force_login(cast.carla)
    there = send(client, idea, "back", here=f"/boards/{board.slug}/new").url
    assert there == f"/boards/{board.slug}/new?draft=1"
    assert "At dinner we all pay." in client.get(there).content.decode()
    assert send(client, idea, "back", here="https://elsewhere.example/new").url == "/new?draft=1"


def test_a_merged_idea_leads_to_where_it_went(cast: Cast, client: Client) -> None:
    board = make.board()
    source, target = make.idea("Share a payment", on=board), make.idea("Pay together", on=board)
    merge(source, target, by=cast.tom)
    client.force_login(cast.carla)
    send(client, source)
    assert Vote.objects.get().idea == target


def test_hidden_ideas_cannot_be_supported(cast: Cast, client: Client) -> None:
    idea = make.idea("Ours", on=make.board(audience="staff"))
    client.force_login(cast.carla)
    assert send(client, idea).status_code == 404


def test_guests_vote_where_they_may_and_sign_in_for_words(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    page = client.post(f"/ideas/{idea.pk}/instead", DRAFT).content.decode()
    assert "To vote and comment you need an account." in page
    assert 'value="vote"' not in page
    options.put({"guest_votes": True})
    page = client.post(f"/ideas/{idea.pk}/instead", DRAFT).content.decode()
    assert "For a comment you need an account." in page
    send(client, idea, "vote")
    assert GuestVote.objects.count() == 1
    assert not Comment.objects.exists()
    client.post(f"/ideas/{idea.pk}/instead/undo")
    assert not GuestVote.objects.exists()


def test_a_guest_without_the_right_is_refused_in_words(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    page = send(client, idea, "vote")
    assert page.status_code == 422
    assert "Sign in to vote." in page.content.decode()


def test_the_draft_waits_for_who_signs_in(cast: Cast, client: Client) -> None:
    idea = make.idea("Share a payment")
    there = send(client, idea, "sign_in").url
    assert there.endswith(f"next=%2Fideas%2F{idea.pk}%2Finstead")
    client.force_login(cast.carla)
    assert "At dinner we all pay." in client.get(f"/ideas/{idea.pk}/instead").content.decode()


def test_support_counts_a_vote_limit_as_any_other_vote(cast: Cast, client: Client, monkeypatch: Any) -> None:
    from desireline.listen.votes import pace

    monkeypatch.setattr(pace.votes, "most", 0)
    idea = make.idea("Share a payment")
    client.force_login(cast.carla)
    page = send(client, idea)
    assert page.status_code == 429
    assert "My words" in page.content.decode()


def test_support_twice_is_once(cast: Cast) -> None:
    idea = make.idea("Share a payment")
    assert support(idea, by=cast.carla).voted
    assert not support(idea, by=cast.carla).voted
    assert Vote.objects.count() == 1


def test_without_scripts_the_near_ones_come_once_after_sending(cast: Cast, client: Client) -> None:
    board = make.board()
    near = api.post(board, by=cast.tom, draft=api.Draft("Round up every card payment"))
    client.force_login(cast.carla)
    there = f"/boards/{board.slug}/new"
    page = client.post(there, {"title": "Round up my card payment", "body": "Please", "look": "1"})
    text = page.content.decode()
    assert page.status_code == 200
    assert f'formaction="/ideas/{near.pk}/instead"' in text
    assert f'name="shown" value="{near.pk}"' in text
    assert "Please" in text
    assert 'name="sure"' in text
    sent = {"title": "Round up my card payment", "look": "1", "sure": "1", "shown": near.pk}
    assert client.post(there, sent).status_code == 302
    assert Idea.objects.count() == 2


def test_with_scripts_nothing_is_looked_for_when_it_is_sent(cast: Cast, client: Client) -> None:
    board = make.board()
    api.post(board, by=cast.tom, draft=api.Draft("Round up every card payment"))
    client.force_login(cast.carla)
    assert client.post(f"/boards/{board.slug}/new", {"title": "Round up my card payment"}).status_code == 302
