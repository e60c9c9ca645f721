"""Every page that the routes can give: nothing for axe to find, nothing wider than the screen, no complaint."""

from __future__ import annotations

import pytest

from tests.journeys.addresses import addresses, samples
from tests.journeys.browser import OVERFLOW
from tests.journeys.conftest import Visit
from tests.journeys.live import Site
from tests.journeys.sweep import html_pages, looked_at

MORE = (
    "/boards/{board}?order=new",
    "/boards/{board}?text=zzzzzzzz",
    "/search?q=card",
    "/landscape?segment=x",
    "/projects?view=board",
    "/projects?view=timeline",
    "/portfolio?view=balance",
    "/portfolio?view=ranking",
    "/portfolio?view=funnel",
    "/portfolio?view=flow",
    "/sight?view=outline",
    "/sight?view=table",
    "/futures/{future}/story?as=slides",
)


@pytest.mark.parametrize(
    ("who", "part", "parts"),
    [(None, 0, 1), *(("amara", part, 2) for part in range(2)), *(("kofi", part, 5) for part in range(5))],
)
def test_every_page_is_accessible_and_fits(
    visit: Visit, demo_site: Site, who: str | None, part: int, parts: int
) -> None:
    """In parts, so that two processes share the long list of the team."""
    known = samples(demo_site)
    visitor = visit(who)
    every = [*addresses(known), *(path.format(**known) for path in MORE)]
    paths = html_pages(visitor, every[part::parts])
    seen_before = set(html_pages(visit(), paths)) if who else set()
    # What everyone sees was looked at already; of it, only pages with more for those who are signed in.
    if who:
        more = ("/ideas/", "/boards/", "/outcomes/", "/futures/")
        seen_before -= {path for path in paths if path.startswith(more)}
    wrong: list[str] = []
    for number, path in enumerate(path for path in paths if path not in seen_before):
        wrong += looked_at(visitor, path, number=number)
    assert len(paths) > 10
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(("who", "locale"), [(None, "de"), ("amara", "en"), ("kofi", "en")])
def test_the_bar_has_room_at_every_width(visit: Visit, who: str | None, locale: str) -> None:
    """Loaded anew at each: a page that was made wider keeps some widths of before."""
    visitor = visit(who, locale=locale)
    for width in (340, 768, 1023, 1024, 1215, 1216):
        visitor.page.set_viewport_size({"width": width, "height": 600})
        visitor.go("/futures")
        assert visitor.page.evaluate(OVERFLOW) is None, width
        name = visitor.page.locator(".top .brand span").bounding_box()
        assert width < 390 or (name and name["width"] > 60), (width, name)
