"""By keyboard alone: everything is reached, focus is seen, dialogs keep it and give it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit

SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none";
  const near = one.closest("label, .search, .stop, .choice, .segments, article, li, .card");
  const around = near && (getComputedStyle(near).outlineStyle !== "none" || getComputedStyle(near).boxShadow !== "none");
  const after = getComputedStyle(one, "::after").outlineStyle !== "none" && getComputedStyle(one, "::after").content !== "none";
  const shown = ring || after || style.boxShadow !== "none" || around
    || (one.nextElementSibling && getComputedStyle(one.nextElementSibling).outlineStyle !== "none");
  return [one.outerHTML.slice(0, 110), shown, box.width > 0 && box.height > 0];
}"""
REACH = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0
    && !one.closest("dialog:not([open])")).length"""


@pytest.mark.parametrize(
    "path", ["/boards/everyday", "/ideas/1", "/boards/everyday/new", "/team/inbox", "/team/settings"]
)
def test_tab_reaches_everything_and_shows_where_it_is(visit: Visit, path: str) -> None:
    page = visit("kofi").go(path)
    # What a page fetches later counts from the start.
    page.wait_for_load_state("networkidle")
    expect(page.locator("[hx-trigger=load], .htmx-request, .htmx-swapping")).to_have_count(0, timeout=30_000)
    page.evaluate("window.reached = new Set()")
    wanted, unseen = page.evaluate(REACH), []
    for _step in range(wanted + 20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        name, shown, sized = page.evaluate(SEEN)
        page.evaluate("window.reached.add(document.activeElement)")
        if not (shown and sized):
            unseen.append(name)
    assert unseen == []
    radios = page.evaluate("document.querySelectorAll('input[type=radio]').length")
    assert page.evaluate("window.reached.size") >= wanted - radios


def test_the_first_tab_skips_to_the_content(visit: Visit) -> None:
    page = visit().go("/boards/everyday")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_help_keeps_the_focus_and_gives_it_back(visit: Visit) -> None:
    page = visit().go("/boards/everyday")
    opener = page.get_by_role("button", name="Keyboard shortcuts")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog#keys")).to_be_visible()
    for _step in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "!!document.activeElement.closest('dialog') || document.activeElement === document.body"
        )
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_shortcuts_work_and_can_be_turned_off(visit: Visit) -> None:
    visitor = visit("amara")
    page = visitor.go("/boards/everyday?sort=supported")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.href") == first
    page.keyboard.press("o")
    page.wait_for_url("**/ideas/**")
    page.keyboard.press("n")
    page.wait_for_url("**/new")
    visitor.go("/boards/everyday")
    page.keyboard.press("?")
    page.get_by_label("Use keyboard shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate(
        "document.activeElement === document.body || !document.activeElement.closest('[data-list]')"
    )


def test_menus_close_with_escape(visit: Visit) -> None:
    page = visit().go("/")
    summary = page.locator("details.menu summary").last
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.menu[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)
    expect(summary).to_be_focused()
