"""One real instance with the demo for all journeys of a process, and browsers that watch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys import live
from tests.journeys.browser import Visitor, launch, visiting
from tests.journeys.live import Site

Visit = Callable[..., Visitor]
expect.set_options(timeout=15_000)  # a busy machine is no failure


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if {"journeys", "safety"} & set(Path(item.path).parts):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def shared_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share; JOURNEYS_ROOT keeps it from run to run, while writing tests."""
    if kept := os.environ.get("JOURNEYS_ROOT"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        return Path(kept)
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def demo_site(shared_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, running. Shared: a journey makes what it changes. JOURNEYS_SITE=folder:port takes one that runs."""
    if running := os.environ.get("JOURNEYS_SITE"):
        folder, port = running.rsplit(":", 1)
        yield Site(Path(folder), int(port), True)
        return
    gold = live.prepared(shared_root, demo=True)
    with live.serving(gold, tmp_path_factory.mktemp("site") / "data", demo=True) as site:
        yield site


@pytest.fixture
def empty_site(shared_root: Path, tmp_path: Path) -> Iterator[Site]:
    """An instance as it is on its first day."""
    with live.serving(live.prepared(shared_root, demo=False), tmp_path / "data", demo=False) as site:
        yield site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Its loop runs in this thread, of which Django would be afraid."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    if before is not None:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def visit(browser: Browser, demo_site: Site) -> Iterator[Visit]:
    """`visit("amara")` is a visitor with a browser of their own, signed in; `visit()` is anonymous."""
    with ExitStack() as stack:

        def come(key: str | None = None, **options: Any) -> Visitor:
            found = stack.enter_context(visiting(browser, options.pop("site", demo_site), **options))
            return found.become(key) if key else found

        yield come
