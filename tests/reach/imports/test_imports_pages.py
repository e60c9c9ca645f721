"""Moving in by the browser: upload, look, choose, bring in, undo; and who may."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desireline.kit.jobs.api import run_all
from desireline.listen.boards.models import Status
from desireline.listen.comments.models import Comment, Reaction
from desireline.listen.ideas.models import Idea, OfficialResponse, StatusChange
from desireline.listen.tags.models import IdeaTag, Tag
from desireline.listen.votes import api as votes
from desireline.reach.imports import life
from desireline.reach.imports.models import ImportBatch
from tests.cast import Cast
from tests.reach.imports import archives

CSV = b"id,title,description,votes\n1,Faster search,Please,5\n2,=cmd|' /C calc'!A0,Yes,3\n3,,,\n"


def upload(client: Client, name: str, data: bytes) -> ImportBatch:
    answer = client.post("/team/imports", {"files": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    run_all()
    return ImportBatch.objects.latest("pk")


def test_a_table_is_looked_at_brought_in_and_undone(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    batch = upload(client, "wishes.csv", CSV)
    assert batch.state == "ready", batch.error
    assert not Idea.objects.exists()
    shown = client.get(f"/team/imports/{batch.pk}").content.decode()
    assert "Faster search" in shown
    assert "wishes.csv:4" in shown
    client.post(f"/team/imports/{batch.pk}/run")
    run_all()
    assert Idea.objects.count() == 2
    batch.refresh_from_db()
    assert not Path(batch.path).exists()
    table = client.get(f"/team/imports/{batch.pk}/problems.csv").content.decode()
    assert "wishes.csv,4" in table
    client.post(f"/team/imports/{batch.pk}/undo")
    run_all()
    assert not Idea.objects.exists()
    assert "Undone" in client.get(f"/team/imports/{batch.pk}").content.decode()


def test_choices_are_taken_over_and_remembered(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    batch = upload(client, "wishes.csv", CSV)
    chosen = {
        "kind-0": "ideas",
        "column-0-0": "id",
        "column-0-1": "body",
        "column-0-2": "title",
        "board-0": "new",
    }
    client.post(f"/team/imports/{batch.pk}/plan", chosen)
    run_all()
    client.post(f"/team/imports/{batch.pk}/run")
    run_all()
    assert set(Idea.objects.values_list("title", flat=True)) == {"Please", "Yes"}
    again = upload(client, "more.csv", CSV + b"4,Body,Title,1\n")
    assert again.preview["columns"][0]["remembered"]


@pytest.mark.django_db
def test_a_bomb_is_refused_in_words(client: Client, cast: Cast, tmp_path: Path) -> None:
    client.force_login(cast.stella)
    bomb = archives.zipped(tmp_path / "bomb.zip", {"posts.json": b"0" * 60_000_000})
    answer = client.post("/team/imports", {"files": SimpleUploadedFile("bomb.zip", bomb.read_bytes())})
    assert answer.status_code == 422
    assert "fill up a computer" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_the_team_without_the_right_sees_nothing(client: Client, cast: Cast) -> None:
    for person in (cast.tom, cast.carla):
        client.force_login(person)
        assert client.get("/team/imports").status_code == 404


def test_before_an_undo_people_see_what_goes_and_what_stays(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    batch = upload(client, "wishes.csv", CSV)
    client.post(f"/team/imports/{batch.pk}/run")
    run_all()
    page = client.get(f"/team/imports/{batch.pk}/undo").content.decode()
    assert "Nobody here used these ideas yet" in page
    first, other = Idea.objects.order_by("pk")
    votes.vote(first.pk, cast.carla)
    page = client.get(f"/team/imports/{batch.pk}/undo").content.decode()
    assert "1 idea was used here since" in page
    assert first.title in page
    assert other.title not in page
    client.post(f"/team/imports/{batch.pk}/undo")
    run_all()
    assert list(Idea.objects.values_list("pk", "votes")) == [(first.pk, 1)]
    assert client.get(f"/team/imports/{batch.pk}/undo").status_code == 302


def test_whatever_people_did_on_an_idea_keeps_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    batch = upload(client, "wishes.csv", CSV)
    client.post(f"/team/imports/{batch.pk}/run")
    run_all()
    batch.refresh_from_db()
    first, other = Idea.objects.order_by("pk")
    assert life.signs(batch) == {}
    status = Status.objects.exclude(pk=first.status_id)[0]
    StatusChange.objects.create(idea=first, after=status, by=cast.tom)
    IdeaTag.objects.create(idea=other, tag=Tag.objects.create(slug="own", name="own"), by=cast.tom)
    assert life.signs(batch) == {first.pk: {"statuses"}, other.pk: {"tags"}}
    OfficialResponse.objects.create(idea=other, body="Soon", by=cast.tom)
    talk = Comment.objects.create(idea=first, body="So", author=cast.carla)
    Reaction.objects.create(comment=talk, person=cast.cora, kind="thanks")
    assert life.signs(batch)[other.pk] == {"tags", "responses"}
    assert life.signs(batch)[first.pk] == {"statuses", "comments", "reactions"}


def test_the_same_sentence_about_many_lines_is_said_once_and_columns_are_named(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.stella)
    batch = upload(client, "wishes.csv", CSV + b"4,,,\n" * 12)
    page = client.get(f"/team/imports/{batch.pk}").content.decode()
    assert page.count("A row without title and text.") == 1
    assert "wishes.csv:4, 5, 6" in page
    assert "13 lines" in page
    german = client.get(f"/team/imports/{batch.pk}", headers={"accept-language": "de"}).content.decode()
    for word in ("Zahl der Stimmen", "Beliebige Tabelle", "13 Zeilen"):
        assert word in german
    assert "how many votes" in page


def test_the_board_is_called_as_the_file_of_the_ideas(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    files = [
        SimpleUploadedFile("comments.csv", b"id,proposal id,text\n1,7,Yes\n"),
        SimpleUploadedFile("proposals.csv", b"id,title,text\n7,Clean the streets,Please\n"),
    ]
    client.post("/team/imports", {"files": files})
    run_all()
    assert [one["name"] for one in ImportBatch.objects.latest("pk").preview["boards"]] == ["proposals"]
