"""The pages about failures: nothing for axe to find, nothing wider than the screen, no complaint, light and dark."""

from __future__ import annotations

from functools import partial
from typing import Any

from playwright.sync_api import Route

from tests.journeys.conftest import Visit
from tests.journeys.live import Site
from tests.journeys.sweep import looked_at

DRAWN = """
from django.core.exceptions import RequestDataTooBig
from django.test import Client
from desireline.kit.pages import failures as f
def told(status, title):
    return lambda request: f.answer(request, f.Failure(status, title, "Wait a moment and try it again.", wait=60))
kinds = {
    "400": f.bad_request, "413": lambda request: f.bad_request(request, RequestDataTooBig()), "403": f.forbidden,
    "csrf": f.csrf, "404": f.not_found, "500": f.server_error, "410": told(410, "Gone"),
    "429": told(429, f.slower()), "503": told(503, "In a moment"),
}
f.not_found = lambda request, exception=None: kinds[request.GET["kind"]](request)
answer = {}
for kind in kinds:
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    page = client.get("/fails", {"kind": kind})
    answer[kind] = [page.status_code, page.content.decode(), page.headers["Content-Security-Policy"]]
"""
STATUS = {"csrf": 403}


def give(told: dict[str, Any], route: Route) -> None:
    route.fulfill(**told)


def test_every_page_about_a_failure_is_accessible_and_fits(visit: Visit, demo_site: Site) -> None:
    drawn: dict[str, list[Any]] = demo_site.script(DRAWN)
    visitor = visit()
    wrong: list[str] = []
    for kind, (status, body, policy) in drawn.items():
        assert status == STATUS.get(kind, int(kind) if kind.isdigit() else 0)
        assert "<!doctype html>" in body[:20].lower()
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        visitor.page.route(f"**/fails?kind={kind}", partial(give, {"body": body, "headers": headers}))
        wrong += looked_at(visitor, f"/fails?kind={kind}")
    assert len(drawn) == 9
    assert wrong == [], "\n".join(wrong)
