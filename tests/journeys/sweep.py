"""Looks at a page with axe, in light and dark, at three widths, and whether anything is wider than the screen."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.browser import OVERFLOW, Visitor
from tests.thorough import share

PHONE, TABLET, DESK = WIDTHS = (390, 768, 1280)
COLOURS = ["color-contrast", "link-in-text-block"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = ["target-size", "scrollable-region-focusable"]
ASK = """(options) => axe.run(document, {...options, resultTypes: ["violations"]}).then((found) =>
  found.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) =>
    node.html.slice(0, 140) + " [" + node.any.concat(node.all, node.none).map((c) => c.message).join("; ").slice(0, 160)
    + "]").join(" || ")))"""


def html_pages(visitor: Visitor, paths: list[str]) -> list[str]:
    """Those of the paths that answer this visitor with a page."""
    found = []
    for path in paths:
        answer = visitor.context.request.get(visitor.site.url + path, max_redirects=0)
        assert answer.status < 500, f"{answer.status} {path}"
        page = answer.headers.get("content-type", "").startswith("text/html")
        if answer.status == 200 and page and answer.text().lstrip()[:9].lower() == "<!doctype":  # no fragment
            found.append(path)
    return found


def looked_at(visitor: Visitor, path: str, *, number: int | None = None) -> list[str]:
    """Everything wrong with one page, each with where it was seen.

    Colours take most of the time: of the pages of a long list each, by its `number`, has them looked at in one width
    in the light and in the next one in the dark (all of them in a thorough run).
    """
    light, dark = (WIDTHS if number is None else share(WIDTHS, number + more, 3) for more in (0, 1))
    page = visitor.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": PHONE, "height": 900})
    visitor.go(path)
    page.evaluate(AXE_SCRIPT + "; 0")
    wrong: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if over := page.evaluate(OVERFLOW):
            wrong.append(f"{path} {width}: overflows: {over}")
        wrong += _axe(page, _rules(width, colours=width in light), f"{path} light {width}")
    # Loaded anew: some computed colours of a page that changes its scheme stay what they were.
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": dark[0], "height": 900})
    visitor.go(path)
    page.evaluate(AXE_SCRIPT + "; 0")
    for width in dark:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += _axe(page, {"runOnly": COLOURS}, f"{path} dark {width}")
    return wrong


def _rules(width: int, *, colours: bool) -> dict[str, Any]:
    """What to ask: between phone and desk only what width or colour changes."""
    if width == TABLET:
        return {"runOnly": [*SIZES, *(COLOURS if colours else ())]}
    painted = {} if colours else {name: {"enabled": False} for name in COLOURS}
    return {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}, **painted}}


def _axe(page: Page, options: dict[str, Any], where: str) -> list[str]:
    found: list[str] = page.evaluate(ASK, options)
    return [f"{where}: {line}" for line in found]
