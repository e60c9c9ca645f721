"""What others see of a person's words on their profile, what the person takes along, and what stays when they leave."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from PIL import Image

from desireline.engines.files.api import save
from desireline.futures.outcomes.models import Attainment, Rating, RatingChange
from desireline.kit.jobs.api import run_all
from desireline.listen.comments.models import Comment, Reaction
from desireline.listen.ideas.models import Attachment, Idea, OfficialResponse
from desireline.listen.moderation.models import Flag
from desireline.listen.votes.api import vote
from desireline.listen.votes.counting import recount
from desireline.listen.votes.models import Vote
from desireline.people.accounts.api import leave
from desireline.people.identity.api import own
from desireline.people.identity.models import Person
from desireline.people.letters.api import Letter
from desireline.people.letters.posting import post
from desireline.people.notices.api import follow, notify
from desireline.people.notices.models import Notice
from desireline.people.profile.api import erase
from desireline.people.profile.picture import picture_url
from desireline.people.profile.takeout import takeout
from tests import make
from tests.cast import Cast

NAME = "Carlotta Weatherby"


@pytest.fixture
def carla(cast: Cast) -> Person:
    Person.objects.filter(pk=cast.carla.pk).update(name=NAME, email="carlotta@weatherby.example")
    cast.carla.refresh_from_db()
    return cast.carla


def packed(person: Person) -> zipfile.ZipFile:
    with takeout(person) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def comment(idea: Idea, by: Person, body: str, **values: Any) -> Comment:
    return Comment.objects.create(idea=idea, author=by, body=body, **values)


def test_the_profile_lists_what_its_reader_may_see_and_nothing_else(
    client: Client, cast: Cast, carla: Person
) -> None:
    board, secret = make.board(), make.board(audience="staff")
    shown = make.idea("Seen by all", on=board, by=carla)
    make.idea("Only for staff", on=secret, by=carla)
    make.idea("Still waiting", on=board, by=carla, state=Idea.State.PENDING)
    make.idea("Hidden away", on=board, by=carla, state=Idea.State.HIDDEN)
    waiting = make.idea("Other waiting", on=board, by=cast.otto, state=Idea.State.PENDING)
    comment(shown, carla, "Said to all")
    comment(shown, carla, "A note", internal=True)
    comment(shown, carla, "Not yet", state=Comment.State.PENDING)
    comment(shown, carla, "Taken back", state=Comment.State.REMOVED)
    comment(waiting, carla, "On what waits")
    path = f"/people/{carla.pk}"
    page = client.get(path).content.decode()
    assert "Seen by all" in page
    assert "Said to all" in page
    for secret_word in (
        "Only for staff",
        "Still waiting",
        "Hidden away",
        "A note",
        "Not yet",
        "Taken back",
        "waits",
    ):
        assert secret_word not in page
    client.force_login(cast.tom)
    assert "Only for staff" in client.get(path).content.decode()


def test_no_cursor_opens_a_profile_of_which_nothing_is_public(client: Client, carla: Person) -> None:
    make.idea("Only for staff", on=make.board(audience="staff"), by=carla)
    for query in ("", "?ideas=WzFd", "?comments=WzFd", "?ideas=x", "?ideas=WzFlOTk5XQ"):
        assert client.get(f"/people/{carla.pk}{query}").status_code == 404


def test_older_ideas_are_a_page_further(client: Client, carla: Person) -> None:
    board = make.board()
    for number in range(13):
        make.idea(f"Wish {number:02}", on=board, by=carla)
    page = client.get(f"/people/{carla.pk}").content.decode()
    assert "Wish 12" in page
    assert "Wish 02" not in page
    more = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    page = client.get(more).content.decode()
    assert "Wish 02" in page
    assert "Wish 12" not in page


def test_a_person_takes_along_all_they_said(cast: Cast, carla: Person) -> None:
    idea = make.idea("Mine", by=carla)
    theirs = make.idea("Theirs", by=cast.otto)
    vote(theirs.pk, carla, 3)
    vote(idea.pk, cast.otto, 1)
    said = comment(theirs, carla, "My words")
    comment(theirs, cast.otto, "Words of another")
    Reaction.objects.create(comment=said, person=carla, kind="thanks")
    Flag.objects.create(idea=theirs, by=carla, reason="Odd")
    rating = Rating.objects.create(outcome=make.outcome(), person=carla, importance=5, satisfaction=2)
    for importance in (3, 5):
        RatingChange.objects.create(rating=rating, importance=importance, satisfaction=2)
    stored = save(SimpleUploadedFile("list.csv", b"a,b\n1,2\n"), by=carla.pk)
    archive = packed(carla)
    found = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}
    assert [row["title"] for row in found["ideas.json"]] == ["Mine"]
    assert [(row["idea__title"], row["how_much"]) for row in found["votes.json"]] == [("Theirs", "must_have")]
    assert [row["body"] for row in found["comments.json"]] == ["My words"]
    assert [row["importance"] for row in found["ratings.json"]] == [3, 5]
    assert found["reactions.json"][0]["kind"] == "thanks"
    assert found["reports.json"][0]["reason"] == "Odd"
    assert archive.read(f"files/{stored.pk}-list.csv") == b"a,b\n1,2\n"
    assert "Words of another" not in json.dumps(found)


def filled(cast: Cast, carla: Person) -> Idea:
    """A thread that is full of Carla."""
    idea = make.idea("A way home", by=carla)
    vote(idea.pk, carla, 2)
    vote(idea.pk, cast.otto, 1)
    Vote.objects.filter(person=carla).update(note=f"{NAME} on the phone")
    comment(idea, carla, "I mean it.")
    comment(idea, cast.otto, f"Right, @{NAME}, and @Otto too. Mail bob@example.org.")
    OfficialResponse.objects.create(idea=idea, by=cast.tom, body=f"Thank you @{NAME.lower()}!")
    notify(
        "comment",
        topic=f"idea:{idea.pk}",
        title=f"{NAME} commented",
        text="I mean it.",
        url="/",
        by=carla,
        to=[cast.otto.pk],
    )
    reached = timezone.now()
    Attainment.objects.create(
        outcome=make.outcome(),
        person=carla,
        started=reached - timedelta(days=3),
        reached=reached,
        note="Mine",
    )
    return idea


def test_after_erasure_no_page_feed_search_or_export_says_who_it_was(
    client: Client, cast: Cast, carla: Person
) -> None:
    idea = filled(cast, carla)
    votes = Idea.objects.get(pk=idea.pk).votes
    erase(carla)
    run_all()
    board = idea.board.slug
    pages = [f"/ideas/{idea.pk}-x", f"/boards/{board}", f"/boards/{board}.json", f"/boards/{board}/feed.atom",
             f"/ideas/{idea.pk}/history", "/search?q=weatherby", "/search?q=way+home", "/"]  # fmt: skip
    team = ["/team/people?q=weatherby", f"/ideas/{idea.pk}/voters", "/team/inbox", "/me/notices"]
    for reader, paths in ((None, pages), (cast.otto, [*pages, "/me/notices"]), (cast.ada, [*pages, *team])):
        client.logout()
        if reader:
            client.force_login(reader)
        for path in paths:
            text = client.get(path, follow=True).content.decode().replace("q=weatherby", "").lower()
            for word in ("carlotta", "@weatherby"):
                assert word not in text, (path, word)
        assert client.get(f"/people/{carla.pk}").status_code == 404
    taken = packed(cast.otto)
    assert all(b"Carlotta" not in taken.read(name) for name in taken.namelist())
    fresh = Idea.objects.get(pk=idea.pk)
    assert fresh.author_id == carla.pk
    assert fresh.votes == votes
    assert Vote.objects.get(person=carla, idea=idea).note == ""
    assert not Notice.objects.filter(title__contains="Carlotta").exists()
    assert Attainment.objects.get(person=carla).note == ""
    said = Comment.objects.get(author=cast.otto).body
    assert said == "Right, @someone who left, and @Otto too. Mail bob@example.org."


def test_after_erasure_no_table_holds_the_name_or_an_address(cast: Cast, carla: Person) -> None:
    idea = filled(cast, carla)
    own(carla, "carlotta@other.example")
    stored = save(SimpleUploadedFile("Carlotta Weatherby, statement.pdf", b"%PDF-1.4 x"), by=carla.pk)
    Attachment.objects.create(idea=idea, file=stored)
    with override_settings(MAIL_AT_ONCE=False):
        post("carlotta@other.example", Letter(subject="Your code", title="Hello Carlotta", lines=()))
    follow(carla, f"idea:{idea.pk}")
    erase(carla)
    run_all()
    stored.refresh_from_db()
    assert stored.name == "file.pdf"
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        for value in model._base_manager.values_list(field.name, flat=True)
        if re.search("carlotta|weatherby", str(value), re.I)
    }
    assert found == set()


def test_a_namesake_in_the_thread_keeps_what_was_said_to_them(cast: Cast, carla: Person) -> None:
    namesake = make.person(NAME)
    alone, both = make.idea(by=carla), make.idea(by=carla)
    comment(both, namesake, "Me too")
    first, second = (comment(idea, cast.otto, f"@{NAME}: yes") for idea in (alone, both))
    erase(carla)
    for row in (first, second):
        row.refresh_from_db()
    assert first.body == "@someone who left: yes"
    assert second.body == f"@{NAME}: yes"


def test_support_by_accounts_follows_people(cast: Cast, carla: Person) -> None:
    idea = make.idea()
    vote(idea.pk, carla, 1)
    vote(idea.pk, cast.otto, 1)
    assert Idea.objects.get(pk=idea.pk).accounts == 2
    leave(cast.bikes, person=cast.otto, by=cast.ada)
    erase(carla)
    run_all()
    fresh = Idea.objects.get(pk=idea.pk)
    assert (fresh.votes, fresh.accounts, fresh.value) == (2, 0, 0)
    assert recount([idea.pk]) == 0


def test_a_picture_stands_beside_what_one_says_and_in_the_top_bar(
    client: Client, cast: Cast, carla: Person
) -> None:
    data = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(data, "PNG")
    client.force_login(carla)
    client.post("/me/picture", {"picture": SimpleUploadedFile("me.png", data.getvalue())})
    idea = make.idea(by=cast.otto)
    comment(idea, carla, "With a face")
    address = f'<img src="{picture_url(Person.objects.select_related("picture").get(pk=carla.pk))}"'
    assert client.get("/boards").content.decode().count(address) == 2
    client.logout()
    assert client.get(f"/ideas/{idea.pk}-x", follow=True).content.decode().count(address) == 1
    erase(carla)
    assert address not in client.get(f"/ideas/{idea.pk}-x", follow=True).content.decode()
