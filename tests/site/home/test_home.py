"""The start page: first steps while nothing is there, then the futures and what needs a voice."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from desireline.kit.options.api import put
from tests import make
from tests.cast import Cast


def page(client: Client, path: str = "/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_administrator_of_an_empty_instance_gets_the_first_steps(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    shown = page(client)
    for address in ("/futures/new", "/boards/new", "/team/settings"):
        assert f'href="{address}"' in shown


def test_the_first_form_is_filled_at_once_and_everyone_may_see_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    found = ""
    for path in ("/futures/new", "/boards/new"):
        form = page(client, path)
        first = re.search(r'<select name="audience".*?<option value="(\d+)"( selected)?>([^<]+)<', form, re.S)
        assert first, path
        assert first[3] == "Everyone"
        found = first[1]
    sent = {"name": "First board", "intro": "", "audience": found, "ideas_open": "on"}
    assert client.post("/boards/new", sent)["Location"] == "/boards/first-board"
    client.logout()
    assert "First board" in page(client, "/boards")


def test_without_a_board_a_new_idea_leads_to_where_boards_will_be(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    assert client.get("/new")["Location"] == "/boards"
    client.force_login(cast.ada)
    assert "Open the first board" in client.get("/new", follow=True).content.decode()


def test_a_stranger_at_an_empty_instance_is_asked_to_come_later(client: Client, cast: Cast) -> None:
    shown = page(client)
    assert "Being prepared" in shown
    assert "/futures/new" not in shown


def test_home_shows_what_the_reader_may_see(client: Client, cast: Cast) -> None:
    future = make.future("Money without worry", desired_state="You know.")
    make.outcome(under=future)
    open_board, closed = make.board("Open"), make.board("Workshop", audience="staff")
    make.idea("Show what is left", on=open_board)
    make.idea("Reorder the counter", on=closed)
    shown = page(client)
    assert "Money without worry" in shown
    assert "Show what is left" in shown
    assert "Workshop" not in shown
    assert "Reorder the counter" not in shown


def test_ideas_that_wait_or_were_hidden_are_not_on_the_home_page(client: Client, cast: Cast) -> None:
    board = make.board()
    for state in (2, 4, 5):
        make.idea(f"Hidden {state}", on=board, state=state)
    assert "Hidden" not in page(client)


def test_the_team_writes_its_own_welcome(client: Client, cast: Cast) -> None:
    make.board()
    put({"start_title": "Build it with us", "start_text": "Two taps **each**.\n\n<script>alert(1)</script>"})
    shown = page(client)
    assert "Build it with us" in shown
    assert "<strong>each</strong>" in shown
    assert "<script>alert" not in shown


def test_outside_a_demo_nobody_is_offered_to_be_someone_else(client: Client, cast: Cast) -> None:
    make.board()
    shown = page(client)
    assert "/sign-in/as/" not in shown
    assert "simulated" not in shown


def test_the_questions_do_not_grow_with_the_ideas(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from desireline.site.home.page import home_page

    board = make.board()
    make.idea(on=board)
    home_page(cast.carla)
    with CaptureQueriesContext(connection) as few:
        home_page(cast.carla)
    for _ in range(12):
        make.idea(on=board)
    with django_assert_num_queries(len(few)):
        home_page(cast.carla)
