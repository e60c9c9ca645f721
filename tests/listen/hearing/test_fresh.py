"""Who follows a board hears of new ideas there."""

from __future__ import annotations

from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from desireline.kit.jobs.api import Job, run_all
from desireline.listen.boards.models import Board
from desireline.listen.hearing import fresh
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.posting import Draft, post
from desireline.listen.moderation.verbs import decide
from desireline.people.audiences.api import basic
from desireline.people.identity.api import own
from desireline.people.notices import mailing
from desireline.people.notices.api import follow, muted, silence
from desireline.people.notices.models import Notice, NoticeChoice
from tests import make
from tests.cast import Cast


def told() -> set[str]:
    return set(Notice.objects.filter(kind=fresh.KIND).values_list("person__name", flat=True))


def later() -> None:
    run_all(at=timezone.now() + timedelta(minutes=3))


def followed(*people: object) -> Board:
    board = make.board("Mornings")
    make.status()
    for person in people:
        follow(person, f"board:{board.pk}")  # type: ignore[arg-type]
    return board


def test_those_who_follow_the_board_hear_but_not_its_author(client: Client, cast: Cast) -> None:
    board = followed(cast.carla, cast.otto)
    idea = post(board, by=cast.carla, draft=Draft("Open an hour earlier"))
    assert told() == set()
    later()
    assert told() == {"Otto"}
    assert fresh.announce(idea.pk) == 0
    client.force_login(cast.otto)
    assert "New on Mornings: Open an hour earlier" in client.get("/me/notices").content.decode()
    post(board, by=cast.carla, draft=Draft("Close an hour later"))
    later()
    assert Notice.objects.filter(kind=fresh.KIND, person=cast.otto).count() == 2


def test_nothing_waits_where_nobody_follows(cast: Cast) -> None:
    silence(cast.otto, f"board:{followed().pk}")
    post(Board.objects.get(), by=cast.carla, draft=Draft("Open an hour earlier"))
    follow(cast.otto, f"board:{Board.objects.get().pk}")
    with muted():
        post(Board.objects.get(), by=cast.carla, draft=Draft("Close an hour later"))
    assert not Job.objects.filter(kind=fresh.JOB).exists()


def test_an_idea_that_waits_is_told_once_it_is_shown(cast: Cast) -> None:
    board = followed(cast.carla)
    idea = make.idea("Open earlier", on=board, by=cast.otto, state=Idea.State.PENDING)
    later()
    assert told() == set()
    decide(idea, "approve", by=cast.tom)
    later()
    assert told() == {"Carla"}


def test_what_is_hidden_by_then_is_not_told(cast: Cast) -> None:
    board = followed(cast.otto)
    idea = post(board, by=cast.carla, draft=Draft("Open an hour earlier"))
    Idea.objects.filter(pk=idea.pk).update(state=Idea.State.HIDDEN)
    later()
    assert told() == set()


def test_who_lost_the_board_hears_and_reads_nothing(client: Client, cast: Cast) -> None:
    board = followed(cast.otto, cast.tom)
    post(board, by=cast.carla, draft=Draft("Open an hour earlier"))
    later()
    client.force_login(cast.otto)
    assert "New on Mornings" in client.get("/me/notices").content.decode()
    board.audience = basic("staff")
    board.save()
    assert "New on Mornings" not in client.get("/me/notices").content.decode()
    post(board, by=cast.tom, draft=Draft("For us alone"))
    post(board, by=cast.stella, draft=Draft("For us alone, too"))
    later()
    assert Notice.objects.filter(person=cast.otto).count() == 1
    assert Notice.objects.filter(person=cast.tom).count() == 2


def test_the_letter_ends_it_with_one_click(client: Client, cast: Cast) -> None:
    own(cast.otto, "otto@example.org")
    NoticeChoice.objects.create(person=cast.otto, kind=fresh.KIND, mail="soon")
    board = followed(cast.otto)
    post(board, by=cast.carla, draft=Draft("Open an hour earlier"))
    later()
    run_all(at=timezone.now() + timedelta(minutes=9))
    [letter] = mail.outbox
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NoticeChoice.objects.get(person=cast.otto, kind=fresh.KIND).mail == "never"


def test_by_default_it_comes_once_a_day(cast: Cast) -> None:
    own(cast.otto, "otto@example.org")
    post(followed(cast.otto), by=cast.carla, draft=Draft("Open an hour earlier"))
    later()
    assert Notice.objects.get(kind=fresh.KIND).mail == "daily"
    assert mailing.MOST
