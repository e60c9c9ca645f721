"""Every page that the routes can give: nothing for axe to find, nothing wider than the screen, no complaint."""

from __future__ import annotations

import pytest

from tests.journeys.addresses import addresses, samples
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


@pytest.mark.parametrize("who", [None, "amara", "kofi"])
def test_every_page_is_accessible_and_fits(visit: Visit, demo_site: Site, who: str | None) -> None:
    known = samples(demo_site)
    visitor = visit(who)
    paths = html_pages(visitor, [*addresses(known), *(path.format(**known) for path in MORE)])
    seen_before = set(html_pages(visit(), paths)) if who else set()
    if (
        who
    ):  # what everyone sees was looked at already; of it, only pages with more for those who are signed in
        seen_before -= {
            path for path in paths if path.startswith(("/ideas/", "/boards/", "/outcomes/", "/futures/"))
        }
    wrong: list[str] = []
    for path in paths:
        if path not in seen_before:
            wrong += looked_at(visitor, path)
    assert len(paths) > 10
    assert wrong == [], "\n".join(wrong)
