"""Similar ideas: found while writing, supported in place of a second one, and put together by the team."""

from __future__ import annotations

import re
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import Visit
from tests.journeys.live import Site
from tests.journeys.sweep import looked_at
from tests.journeys.test_customer import HUMAN
from tests.journeys.test_team import IDEAS

FOUND = """
from desireline.listen.search_cards.api import refresh_ideas
refresh_ideas(answer)
"""
LOOK = """
from desireline.listen.twins.finding import look
from desireline.engines.search.api import stats
import time
for _n in range(100):
    if not stats()["waiting"]:
        break
    time.sleep(0.1)
look()
"""


def existing(site: Site, *titles: str) -> list[int]:
    made: list[int] = site.script(IDEAS + FOUND, titles=list(titles))
    return made


@pytest.fixture
def word() -> str:
    return "".join(chr(ord("a") + int(one, 16)) for one in token_hex(4))


@pytest.mark.parametrize("screen", [None, PHONE])
def test_yes_that_is_it_and_back_again(
    visit: Visit, demo_site: Site, word: str, screen: dict[str, int] | None
) -> None:
    (pk,) = existing(demo_site, f"Show the {word} beside every standing order")
    visitor = visit("tomasz", **({"viewport": screen} if screen else {}))
    page = visitor.go("/boards/everyday/new")
    title = f"Show {word} beside standing orders"
    page.get_by_label("What would help you?").press_sequentially(title, delay=5)
    page.locator("textarea[name=body]").fill("I look for it each month.")
    expect(page.locator("#similar-told")).to_have_text(re.compile("similar idea"))
    page.wait_for_timeout(HUMAN)
    page.locator(f"[formaction='/ideas/{pk}/instead']").click()
    dialog = page.locator("#instead")
    expect(dialog.get_by_label("Your words, as a comment on it")).to_have_value(
        f"{title}\n\nI look for it each month."
    )
    dialog.get_by_role("button", name="Back to my draft").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("What would help you?")).to_have_value(title)
    page.locator(f"[formaction='/ideas/{pk}/instead']").click()
    dialog.get_by_role("button", name="Vote and comment").click()
    expect(page).to_have_url(re.compile(f"/ideas/{pk}-"))
    expect(page.locator(".comment", has_text="I look for it each month.").first).to_be_visible()
    toast = page.locator(".toast", has_text="You support this idea now.")
    toast.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile(r"/boards/everyday/new\?draft=1$"))
    expect(page.get_by_label("What would help you?")).to_have_value(title)
    visitor.go(f"/ideas/{pk}-x")
    expect(page.locator(".comment", has_text="I look for it each month.")).to_have_count(0)


def test_enter_in_the_title_shares_the_idea_and_chooses_none_of_the_others(
    visit: Visit, demo_site: Site, word: str
) -> None:
    existing(demo_site, f"Show the {word} beside every standing order")
    page = visit("priya", viewport=PHONE).go("/boards/everyday/new")
    title = page.get_by_label("What would help you?")
    title.press_sequentially(f"Show {word} beside standing orders", delay=5)
    expect(page.locator("#similar button").first).to_be_visible()
    page.wait_for_timeout(HUMAN)
    title.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Show {word} beside standing orders")


def test_without_scripts_it_is_offered_after_sending(visit: Visit, demo_site: Site, word: str) -> None:
    (pk,) = existing(demo_site, f"Show the {word} beside every standing order")
    page = visit("tomasz", java_script_enabled=False).go("/boards/everyday/new")
    page.get_by_label("What would help you?").fill(f"Show the {word} beside every order")
    page.locator("textarea[name=body]").fill("I look for it each month.")
    page.wait_for_timeout(HUMAN)
    page.get_by_role("button", name="Share the idea").click()
    page.locator(f"[formaction='/ideas/{pk}/instead']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Support this idea instead?")
    page.wait_for_timeout(HUMAN)
    page.get_by_role("button", name="Vote and comment").click()
    expect(page).to_have_url(re.compile(f"/ideas/{pk}-"))
    expect(page.locator(".comment", has_text="I look for it each month.").first).to_be_visible()


def test_what_is_shown_on_the_way_is_accessible(visit: Visit, demo_site: Site, word: str) -> None:
    one, other = existing(demo_site, f"Show the {word} beside an order", f"Show the {word} beside each order")
    demo_site.script(LOOK)
    visitor = visit("nadia")
    paths = (f"/ideas/{one}/merge", f"/merges/together?ids={one}&into={other}", "/team/twins")
    assert [line for path in paths for line in looked_at(visitor, path)] == []


def test_near_duplicates_by_keyboard(visit: Visit, demo_site: Site, word: str) -> None:
    titles = [f"Show the {word} beside each standing order", f"Show the {word} beside every standing order"]
    one, other = existing(demo_site, *titles)
    demo_site.script(LOOK)
    visitor = visit("nadia")
    page = visitor.go("/team/twins")
    group = page.locator(".twins > li", has_text=word)
    expect(group.locator("input[name=into]:checked")).to_have_value(str(one))
    group.get_by_role("link", name=titles[0]).focus()
    with page.expect_navigation():
        page.keyboard.press("m")
    expect(page.locator(".twins > li", has_text=word)).to_have_count(0)
    moved = visit().go(f"/ideas/{other}")
    expect(moved.get_by_role("heading", level=1)).to_have_text(titles[0])
    with page.expect_navigation():
        page.locator(".toast").get_by_role("button", name="Undo").click()
    visitor.go("/team/twins")
    group.get_by_role("link", name=titles[0]).focus()
    with page.expect_navigation():
        page.keyboard.press("x")
    expect(page.locator(".twins > li", has_text=word)).to_have_count(0)
    visitor.go("/team/twins?view=different")
    expect(group).to_be_visible()
