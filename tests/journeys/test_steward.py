"""A steward and an administrator: a future with its outcome and scenario, the landscape, the brand, people, jobs."""

from __future__ import annotations

import re
from secrets import token_hex
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.live import Site


def test_a_future_is_written_published_and_rated(visit: Visit) -> None:
    visitor = visit("mirjam")
    title = f"A branch without queues {token_hex(3)}"
    page = visitor.go("/futures/new")
    page.locator("input[name=title]").fill(title)
    page.locator("textarea[name=present_context]").fill("People wait twelve minutes.")
    page.locator("textarea[name=desired_state]").fill("You are served when you come in.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Add an outcome").click()
    page.locator("[name=statement]").press_sequentially("Better queues", delay=5)
    expect(page.locator("#advice > *").first).to_be_visible()
    page.locator("[name=statement]").fill("Minimise the time it takes to be served at a branch on a Friday")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Minimise the time")
    page.get_by_role("link", name="Add a customer scenario").click()
    page.locator("input[name=title]").fill("Friday, five to five")
    page.locator("[name=step-0-text]").fill("Comes in with a bag of coins")
    page.locator("[name=step-1-text]").fill("Leaves with a receipt")
    page.locator("[name=step-1-truth]").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=re.compile("Friday, five to five"))).to_be_visible()
    expect(page.get_by_text("Comes in with a bag of coins")).to_be_visible()
    reader = visit().go("/futures")
    expect(reader.get_by_role("link", name=title, exact=True)).to_be_visible()


def test_the_landscape_for_all_and_for_a_segment(visit: Visit) -> None:
    page = visit("kofi").go("/landscape")
    expect(page.locator("main svg").first).to_be_visible()
    rows = page.locator("main table tbody tr").count()
    assert rows >= 5
    segment = page.locator("main select, main nav.segments a, main .chip[href]").first
    if segment.evaluate("(one) => one.localName") == "select":
        segment.select_option(index=1)
    else:
        segment.click()
    page.wait_for_load_state()
    expect(page.locator("main svg").first).to_be_visible()


def test_the_brand_changes_every_page_and_comes_back(visit: Visit) -> None:
    visitor = visit("kofi")
    page = visitor.go("/team/settings")
    hue = page.locator("input[name=brand_hue]").first
    before = hue.input_value()
    colour = "getComputedStyle(document.querySelector('.button.primary')).backgroundColor"
    was = page.evaluate(colour)
    hue.evaluate("(one) => { one.value = '20'; one.dispatchEvent(new Event('input', {bubbles: true})); }")
    hue.evaluate("(one) => one.form.requestSubmit()")
    page.wait_for_load_state()
    reader = visit().go("/")
    assert reader.evaluate(colour) != was
    page.locator(".toast").get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    visitor.go("/team/settings")
    assert page.locator("input[name=brand_hue]").first.input_value() == before


def test_people_are_found_invited_and_shut_out(visit: Visit, demo_site: Site) -> None:
    visitor = visit("kofi")
    page = visitor.go("/team/people?q=Wilk")
    expect(page.get_by_role("link", name="Tomasz Wilk")).to_be_visible()
    page.get_by_role("link", name="Invite").click()
    email = f"guest.{token_hex(3)}@journey.example.org"
    page.locator("main form input[name=email], main form textarea").first.fill(email)
    page.locator("main form button.primary").first.click()
    expect(page.get_by_text(email).first).to_be_visible()


def test_the_administrator_sees_what_the_worker_does(visit: Visit) -> None:
    page = visit("kofi").go("/team/jobs")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main li, main tr, main article").count() > 0


FIRST = "from desireline.people.identity.api import setup_link; answer = setup_link()"


def test_the_first_day_of_an_empty_instance(visit: Visit, empty_site: Site) -> None:
    page = visit(site=empty_site).go("/")
    expect(page.get_by_text(re.compile("Being prepared"))).to_be_visible()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page = visit(site=empty_site).go(urlsplit(empty_site.script(FIRST)).path)
    page.get_by_label("Name").fill("Ada Byron")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_label("Password").fill("a long and rare sentence")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Open a board for ideas").click()
    page.get_by_label("Name").fill("Everyday things")
    page.get_by_role("button", name="Open the board").click()
    expect(page.get_by_role("heading", name="Everyday things")).to_be_visible()
    expect(visit(site=empty_site).go("/boards").get_by_text("Everyday things")).to_be_visible()
