from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import run_all
from desireline.kit.options import api as options
from desireline.listen.boards.api import ensure
from desireline.listen.boards.models import Status
from desireline.listen.ideas import api
from desireline.listen.ideas.api import Draft
from desireline.listen.ideas.models import Attachment, Idea, IdeaEdit, IdeaMark, StatusChange
from desireline.listen.ideas.page import head_of
from desireline.listen.votes.api import vote
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast


def test_who_posts_supports_and_follows(cast: Cast) -> None:
    from desireline.people.notices.api import is_following

    outcome = make.outcome()
    idea = api.post(make.board(), by=cast.carla, draft=Draft("  See   what I owe ", "Now.", (outcome.pk,)))
    idea.refresh_from_db()
    assert (idea.title, idea.slug, idea.votes, idea.accounts) == ("See what I owe", "see-what-i-owe", 1, 1)
    assert is_following(cast.carla, f"idea:{idea.pk}")
    assert idea.outcome_links.get().outcome == outcome


def test_new_people_wait_for_the_team(cast: Cast) -> None:
    idea = api.post(make.board(), by=cast.otto, draft=Draft("Something new"))
    assert idea.state == Idea.State.PENDING
    assert idea.votes == 0


@pytest.mark.parametrize("draft", [Draft("ab"), Draft("x" * 141), Draft("Fine", "y" * 20_001)])
def test_words_have_limits(cast: Cast, draft: Draft) -> None:
    with pytest.raises(Refused):
        api.post(make.board(), by=cast.carla, draft=draft)


def test_closed_boards_take_ideas_of_the_team_alone(cast: Cast) -> None:
    board = make.board(ideas_open=False)
    with pytest.raises(Refused):
        api.post(board, by=cast.carla, draft=Draft("Please"))
    assert api.post(board, by=cast.tom, draft=Draft("Ours")).pk


def test_guests_post_only_where_they_may(cast: Cast) -> None:
    board = make.board()
    with pytest.raises(Refused):
        api.post(board, by=None, draft=Draft("A guest's"))
    options.put({"guest_ideas": True})
    idea = api.post(board, by=None, draft=Draft("A guest's", guest_name="Gus"))
    assert (idea.guest_name, idea.author, idea.state) == ("Gus", None, Idea.State.PENDING)


def test_edits_keep_what_was_said(cast: Cast, client: Client) -> None:
    idea = make.idea("Old title", by=cast.carla, body="Old words here")
    api.edit(idea, by=cast.carla, draft=Draft("New title", "New words here"))
    assert IdeaEdit.objects.get().title == "Old title"
    page = client.get(f"/ideas/{idea.pk}/history").content.decode()
    assert "<del>Old</del><ins>New</ins> title" in page
    with pytest.raises(Refused):
        api.edit(idea, by=cast.otto, draft=Draft("Mine now"))


def test_a_change_of_status_is_told_to_supporters_and_followers(cast: Cast) -> None:
    ensure()
    planned = Status.objects.get(slug="planned")
    idea = api.post(make.board(), by=cast.carla, draft=Draft("See what I owe"))
    vote(idea.pk, cast.otto)
    change = api.set_status(idea, planned, by=cast.tom, reason="In spring.")
    assert change is not None
    assert api.set_status(idea, planned, by=cast.tom) is None
    run_all()
    told = Notice.objects.filter(kind="idea.status")
    assert {notice.person for notice in told} == {cast.carla, cast.otto}
    assert {notice.title for notice in told} == {"See what I owe: Planned"}
    api.undo_status(change, by=cast.tom)
    assert Idea.objects.get(pk=idea.pk).status.slug == "new"
    with pytest.raises(Refused):
        api.set_status(idea, planned, by=cast.carla)


def test_marks_are_rows_with_a_who_and_a_when(cast: Cast) -> None:
    idea = make.idea()
    api.close(idea, by=cast.tom)
    api.close(idea, by=cast.stella)
    mark = IdeaMark.objects.get()
    assert (mark.kind, mark.by, mark.ended_at) == ("closed", cast.tom, None)
    assert Idea.objects.get(pk=idea.pk).closed
    api.reopen(idea, by=cast.stella)
    mark.refresh_from_db()
    assert mark.ended_by == cast.stella
    assert not Idea.objects.get(pk=idea.pk).closed


@pytest.mark.parametrize("who", [None, "carla", "otto", "cora", "tom", "ada", "bob"])
@pytest.mark.parametrize("state", [1, 2, 4, 5])
@pytest.mark.parametrize("audience", ["public", "signed_in", "staff"])
def test_the_narrow_query_shows_what_the_queryset_shows(
    cast: Cast, who: str | None, state: int, audience: str
) -> None:
    from django.http import Http404

    person: Person | None = getattr(cast, who) if who else None
    idea = make.idea(on=make.board(audience=audience), state=state, by=cast.carla)
    expected = Idea.objects.visible_to(person).filter(pk=idea.pk).exists()
    try:
        head_of(idea.pk, person)
        shown = True
    except Http404:
        shown = False
    assert shown == expected


def test_the_page_tells_support_apart(cast: Cast, client: Client) -> None:
    idea = make.idea(
        "Apart", votes=12, seen=40, seen_votes=12, guest_votes=3, imported_votes=7, value=500, accounts=4
    )
    page = client.get(f"/ideas/{idea.pk}-apart").content.decode()
    assert "Supported by 12 of 40 who saw it (18 to 46 %)" in page
    assert "500" not in page
    client.force_login(cast.tom)
    assert "€500" in client.get(f"/ideas/{idea.pk}-apart").content.decode()


def test_the_number_in_the_address_decides(cast: Cast, client: Client) -> None:
    idea = make.idea("See what I owe")
    for address in (f"/ideas/{idea.pk}", f"/ideas/{idea.pk}-other", f"/ideas/{idea.pk}-"):
        assert client.get(address)["Location"] == f"/ideas/{idea.pk}-see-what-i-owe"
    assert client.get(f"/ideas/{idea.pk + 1000}-x").status_code == 404


def test_merged_ideas_lead_on(cast: Cast, client: Client) -> None:
    target = make.idea("Target")
    source = make.idea("Source", state=3, merged_into=target)
    assert client.get(f"/ideas/{source.pk}-source")["Location"] == f"/ideas/{target.pk}-target"


def test_the_page_needs_a_fixed_number_of_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    idea = make.idea("Counted", by=cast.carla, body="Words")
    client.get("/boards/none")
    with django_assert_max_num_queries(16):
        assert client.get(f"/ideas/{idea.pk}-counted").status_code == 200


def _png(**values: object) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, "PNG", **values)
    return SimpleUploadedFile("../../shot.png", out.getvalue(), "image/png")


def test_an_idea_comes_through_the_form_with_files(cast: Cast, client: Client) -> None:
    board, outcome = make.board(), make.outcome()
    client.force_login(cast.carla)
    assert client.get(f"/boards/{board.slug}/new").status_code == 200
    answer = client.post(
        f"/boards/{board.slug}/new",
        {
            "title": "See what I owe",
            "body": "See https://youtu.be/dQw4w9WgXcQ",
            "outcomes": [outcome.pk],
            "attachments": [_png()],
        },
    )
    idea = Idea.objects.get()
    assert answer["Location"] == f"/ideas/{idea.pk}-see-what-i-owe"
    page = client.get(answer["Location"]).content.decode()
    assert outcome.statement in page
    assert "youtube-nocookie" not in page
    film = client.get(f"/ideas/{idea.pk}/film/youtube-dQw4w9WgXcQ").content.decode()
    assert "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" in film
    assert client.get(f"/ideas/{idea.pk}/film/youtube-aaaaaaaaaaa").status_code == 404
    file = Attachment.objects.get().file
    shown = client.get(f"/ideas/{idea.pk}/files/{file.pk}")
    assert shown["Content-Type"] == "image/png"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    Idea.objects.filter(pk=idea.pk).update(state=Idea.State.HIDDEN)
    client.force_login(cast.otto)
    assert client.get(f"/ideas/{idea.pk}/files/{file.pk}").status_code == 404


def test_a_bad_file_keeps_the_words(cast: Cast, client: Client) -> None:
    board = make.board()
    client.force_login(cast.carla)
    bad = SimpleUploadedFile("page.html", b"<script>alert(1)</script>", "image/png")
    answer = client.post(
        f"/boards/{board.slug}/new", {"title": "With a file", "body": "Words", "attachments": [bad]}
    )
    assert answer.status_code == 422
    assert b"cannot be kept" in answer.content
    assert b"Words" in answer.content
    assert not Idea.objects.exists()


def test_strangers_sign_in_to_post(cast: Cast, client: Client) -> None:
    board = make.board()
    assert client.get(f"/boards/{board.slug}/new")["Location"].startswith("/sign-in")
    assert client.get("/new").status_code == 302


def test_preview_is_safe(client: Client, db: None) -> None:
    shown = client.post("/ideas/preview", {"body": "**bold** <script>alert(1)</script>"}).content
    assert b"<strong>bold</strong>" in shown
    assert b"<script>" not in shown


def test_similar_ideas_are_those_that_the_reader_may_see(cast: Cast, client: Client) -> None:
    api.post(make.board(), by=cast.tom, draft=Draft("Round up every card payment"))
    api.post(make.board(audience="staff"), by=cast.tom, draft=Draft("Round up payments in secret"))
    page = client.get("/ideas/close", {"title": "round up my payment"}).content.decode()
    assert "Round up every card payment" in page
    assert "in secret" not in page


def test_the_team_answers_on_the_page(cast: Cast, client: Client) -> None:
    ensure()
    idea = make.idea("Answer me", status=Status.objects.get(slug="new"))
    client.force_login(cast.carla)
    assert client.post(f"/ideas/{idea.pk}/respond", {"body": "I say so"}).status_code == 404
    client.force_login(cast.tom)
    client.post(f"/ideas/{idea.pk}/respond", {"body": "We will **do** it."})
    started = Status.objects.get(slug="in-progress")
    client.post(f"/ideas/{idea.pk}/status", {"status": started.pk, "reason": "Two people work on it."})
    page = client.get(f"/ideas/{idea.pk}-answer-me").content.decode()
    assert "<strong>do</strong>" in page
    assert "Two people work on it." in page
    change = StatusChange.objects.get()
    client.post(f"/ideas/{idea.pk}/status/{change.pk}/undo")
    assert Idea.objects.get(pk=idea.pk).status.slug == "new"
    for act in ("pin", "close", "archive", "unpin", "reopen", "unarchive"):
        assert client.post(f"/ideas/{idea.pk}/{act}").status_code == 302
    assert IdeaMark.objects.filter(ended_at__isnull=False).count() == 3
