"""Someone without an account reads: home, boards, ideas, outcomes; and leaves no trace."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit


def test_a_visitor_reads_from_home_to_an_idea_and_back(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Ideas").click()
    page.get_by_role("link", name="Everyday banking").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everyday banking")
    page.locator("[data-list] > li h3 a").first.click()
    expect(page.get_by_text(re.compile(r"Supported by \d+ of \d+ who saw it"))).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("/boards/everyday$"))
    assert visitor.context.cookies() == []


def test_filters_live_in_the_address_and_more_is_shown_in_place(visit: Visit) -> None:
    page = visit().go("/boards/everyday")
    page.get_by_role("link", name="Most supported").click()
    counts = [int(text) for text in page.locator("[data-list] .vote .count").all_inner_texts()]
    rest = counts[1:] if page.locator("[data-list] > li").first.get_by_text("Pinned").count() else counts
    assert rest == sorted(rest, reverse=True)
    before = page.locator("[data-list] > li").count()
    page.get_by_role("link", name="Show more ideas").click()
    page.wait_for_function("(n) => document.querySelectorAll('[data-list] > li').length > n", arg=before)
    titles = page.locator("[data-list] > li h3").all_inner_texts()
    assert len(titles) == len(set(titles))
    page.get_by_text("Any status").first.click()
    page.get_by_role("link", name="Done", exact=True).first.click()
    expect(page).to_have_url(re.compile("status="))
    assert set(page.locator("[data-list] > li .status").all_inner_texts()) <= {"Done", "Pinned"}
    page.get_by_label("Search this board").fill("card")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=card"))


def test_what_needs_an_account_leads_to_sign_in_and_back(visit: Visit) -> None:
    page = visit().go("/boards/everyday/new")
    expect(page).to_have_url(re.compile(r"/sign-in\?next="))
    page.get_by_role("button", name=re.compile("Tomasz")).click()
    expect(page.get_by_role("link", name="New idea")).to_be_visible()


def test_the_picture_of_the_future_and_the_outcomes_are_open(visit: Visit) -> None:
    page = visit().go("/futures")
    page.locator(".future a, .card h3 a").first.click()
    page.locator("main li h3 a").first.click()
    expect(page.get_by_role("link", name="Sign in to answer")).to_be_visible()


def test_appearance_is_kept_without_an_account(visit: Visit) -> None:
    page = visit().go("/")
    page.locator("details.menu summary").last.click()
    page.locator("[data-theme-choice] button[value=dark]").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert dark != page.evaluate("getComputedStyle(document.body).backgroundColor")
