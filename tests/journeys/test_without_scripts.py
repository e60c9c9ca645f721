"""The core flows without JavaScript: read, sign in, vote, post, comment, rate, moderate."""

from __future__ import annotations

import re
from secrets import token_hex

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.live import Site
from tests.journeys.test_customer import HUMAN
from tests.journeys.test_team import IDEAS


def test_read_sign_in_post_vote_and_comment(visit: Visit) -> None:
    page = visit(java_script_enabled=False).go("/sign-in?next=/boards/everyday")
    page.get_by_role("button", name=re.compile("Priya")).click()
    page.goto(page.url.split("localhost")[0] + page.url.split("/")[2] + "/boards/everyday/new")
    title = f"Paper slips at the counter {token_hex(3)}"
    page.get_by_label("What would help you?").fill(title)
    page.locator("textarea[name=body]").fill("I keep *every* one.")
    page.wait_for_timeout(HUMAN)
    page.get_by_role("button", name="Share the idea").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".prose em").first).to_have_text("every")
    button = page.locator(".support [data-vote] button")
    before = button.get_attribute("aria-pressed")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false" if before == "true" else "true")
    if before == "true":
        button.click()
    page.locator("button[name=weight][value='2']").click()
    expect(page.locator("button[name=weight][value='2']")).to_have_attribute("aria-pressed", "true")
    page.locator("form textarea[name=body]").last.fill("And the machine eats them.")
    page.wait_for_timeout(HUMAN)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment", has_text="And the machine eats them.").first).to_be_visible()


def test_rate_an_outcome(visit: Visit) -> None:
    page = visit("juergen", java_script_enabled=False).go("/futures")
    page.locator(".future a, .card h3 a").first.click()
    page.locator("main li h3 a").first.click()
    for name, value in (("importance", 4), ("satisfaction", 3)):
        page.locator(f"aside label:has(input[name={name}][value='{value}'])").click()
    page.locator("aside form button[type=submit], aside form button").first.click()
    assert page.locator("aside input[name=importance][value='4']").is_checked()
    assert page.locator("aside input[name=satisfaction][value='3']").is_checked()


def test_moderate(visit: Visit, demo_site: Site) -> None:
    title = f"A lamp over the machine {token_hex(3)}"
    demo_site.script(IDEAS, titles=[title], state=2)
    page = visit("mirjam", java_script_enabled=False).go("/team/moderation")
    one = page.locator("article, li, section", has_text=title).last
    one.get_by_role("button", name=re.compile("approve|publish|let it", re.I)).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found = visit().go("/boards/everyday?sort=newest")
    expect(found.get_by_role("link", name=title, exact=True)).to_be_visible()
