"""The team: the inbox by keyboard alone, what waits to be read, merges and their undoing."""

from __future__ import annotations

import re
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.live import Site

IDEAS = """
from desireline.listen.boards.models import Board, Status
from desireline.listen.ideas.models import Idea
from desireline.people.identity.models import Person
from desireline.kit.options.api import bump
board, status = Board.objects.get(slug="everyday"), Status.objects.get(is_default=True)
answer = []
for title in given["titles"]:
    idea = Idea.objects.create(board=board, title=title, slug="x", body="Because.", status=status,
        author=Person.objects.get(attributes__cast=given.get("by", "amara")), state=given.get("state", 1))
    answer.append(idea.pk)
bump("board:%d" % board.pk)
"""


@pytest.fixture
def titles(demo_site: Site) -> list[str]:
    return [f"{word} {token_hex(3)}" for word in ("Coins counted at noon", "Coins counted at midday")]


@pytest.fixture
def ideas(demo_site: Site, titles: list[str]) -> list[int]:
    found: list[int] = demo_site.script(IDEAS, titles=titles)
    return found


def by_keys_to(page: Page, title: str) -> None:
    """With j until the idea is in hand."""
    for _step in range(12):
        page.keyboard.press("j")
        if page.evaluate("document.activeElement.textContent").strip() == title:
            return
    raise AssertionError(f"not reached: {title}")


def test_the_inbox_by_keyboard_alone(visit: Visit, ideas: list[int], titles: list[str]) -> None:
    page = visit("nadia").go("/team/inbox")
    by_keys_to(page, titles[0])
    page.keyboard.press("o")
    expect(page.locator("#opened-title")).to_have_text(titles[0])
    page.keyboard.press("x")
    page.keyboard.press("s")
    page.locator("[data-deed=status] select").select_option(label="Planned")
    page.locator("[data-deed=status] textarea").fill("We do this in spring.")
    page.locator("[data-deed=status] textarea").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".toast").first).to_be_visible()
    page.goto(page.url.split("/team")[0] + f"/ideas/{ideas[0]}")
    expect(page.locator("article").get_by_role("link", name="Planned").first).to_be_visible()
    expect(page.get_by_text("We do this in spring.").first).to_be_visible()


def test_a_tag_and_an_answer_and_their_undoing(visit: Visit, ideas: list[int], titles: list[str]) -> None:
    visitor = visit("nadia")
    page = visitor.go("/team/inbox")
    by_keys_to(page, titles[1])
    page.keyboard.press("x")
    page.keyboard.press("t")
    page.locator("[data-deed=tag] input[name=tag]").fill("coins")
    page.locator("[data-deed=tag] input[name=tag]").press("Enter")
    expect(page.locator(".toast").first).to_be_visible()
    visitor.go(f"/ideas/{ideas[1]}")
    expect(page.get_by_role("link", name="#coins")).to_be_visible()
    visitor.go("/team/inbox")
    with page.expect_navigation():
        page.keyboard.press("z")
    visitor.go(f"/ideas/{ideas[1]}")
    expect(page.get_by_role("link", name="#coins")).to_have_count(0)


def test_ideas_are_merged_and_parted_again(visit: Visit, ideas: list[int], titles: list[str]) -> None:
    visitor = visit("nadia")
    page = visitor.go(f"/ideas/{ideas[0]}/merge/{ideas[1]}")
    page.locator("main form button.primary").last.click()
    undo = page.locator(".toast").get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    moved = visit().go(f"/ideas/{ideas[0]}")
    expect(moved.get_by_role("heading", level=1)).to_have_text(titles[1])
    with page.expect_navigation():
        undo.click()
    visitor.go(f"/ideas/{ideas[0]}")
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[0])


def test_what_waits_is_read_and_let_through(visit: Visit, demo_site: Site) -> None:
    title = f"A bench at the tram stop {token_hex(3)}"
    (pk,) = demo_site.script(IDEAS, titles=[title], state=2)
    reader = visit()
    answer = reader.context.request.get(f"{demo_site.url}/ideas/{pk}")
    assert answer.status == 404
    page = visit("mirjam").go("/team/moderation")
    one = page.locator("article, li, section", has_text=title).last
    one.get_by_role("button", name=re.compile("approve|publish|let it", re.I)).first.click()
    expect(page.get_by_text(title).locator("visible=true")).to_have_count(0, timeout=8000)
    assert reader.context.request.get(f"{demo_site.url}/ideas/{pk}").status == 200
