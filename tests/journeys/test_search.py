"""Searching by keyboard, and one's own organisation, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit


def test_a_search_is_led_by_the_keyboard(visit: Visit) -> None:
    page = visit().go("/search")
    box = page.locator("#find-q")
    expect(box).to_have_attribute("role", "combobox")
    box.press_sequentially("card", delay=20)
    expect(page.locator("#results [data-hit]").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/search\?q=card$"))
    expect(page.locator("#find-told")).to_have_text(re.compile(r"\d+ results"))
    expect(page.locator("#find-options [role=option]").first).to_be_visible()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "find-option-0")
    box.press("Enter")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('#results [data-hit] a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "find-q"
    page.locator("h1").first.click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find-q"


def test_earlier_searches_stay_in_the_browser_until_they_are_forgotten(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go("/search?q=card")
    page.locator("#find button[type=submit]").click()
    page.wait_for_load_state()
    page = visitor.go("/search")
    expect(page.locator("#find-recent a")).to_have_text(["card"])
    page.locator("#find-recent button").click()
    expect(page.locator("#find-recent")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('searches:')") is None


def test_a_customer_asks_for_a_correction_and_reads_the_answer(visit: Visit) -> None:
    page = visit("amara").go("/accounts")
    page.get_by_role("link", name=re.compile("Is something wrong")).first.click()
    expect(page.locator("#id_about")).to_have_value("Who you are")
    page.fill("#id_text", "We moved to the hills")
    page.get_by_role("button", name="Ask for a correction").click()
    expect(page.locator("#corrections .badge").first).to_have_text("Still open")
    team = visit("nadia").go("/team/corrections")
    row = team.locator("li.card", has_text="We moved to the hills")
    row.get_by_label(re.compile("Answer")).fill("It is the hills now")
    row.get_by_role("button", name="It is put right").click()
    page.reload()
    expect(page.locator("#corrections")).to_contain_text("It is the hills now")
