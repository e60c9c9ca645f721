"""Chromium, watched: what a page complains about, breaks the policy with or asks of others, fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from shutil import which
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

from tests.journeys.live import Site

# Without the windows and bars that nobody sees it takes half of the CPU time.
CHROMIUM = which("chromium-headless-shell") or which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
POLICY_WATCH = """addEventListener("securitypolicyviolation",
  (event) => console.error("CSP", event.violatedDirective, event.blockedURI, event.sample));"""
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth, room = innerWidth;
  if (wide <= room) return null;
  const over = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1);
  return `${wide} > ${room}: ` + over.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(" | ");
}"""


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@dataclass
class Watch:
    """Collects complaints of all pages of a context. `allowed` are parts of complaints that a test expects."""

    site: Site
    said: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.add_init_script(POLICY_WATCH)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.said.append(f"page error: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.said.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.said.append(f"asks another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.said.append(f"{response.status} {response.url}")

    def unexpected(self) -> list[str]:
        return [line for line in self.said if not any(part in line for part in self.allowed)]


@dataclass(slots=True)
class Visitor:
    """Someone at a browser of their own."""

    site: Site
    context: BrowserContext
    page: Page
    watch: Watch
    email: str = ""

    def go(self, path: str) -> Page:
        self.page.goto(self.site.url + path, wait_until="load")
        return self.page

    def become(self, key: str) -> Visitor:
        """Sign in as one of the demo's cast."""
        self.context.request.post(
            f"{self.site.url}/sign-in/as/{key}", headers={"Origin": self.site.url}, max_redirects=0
        )
        return self


@contextmanager
def visiting(browser: Browser, site: Site, **options: Any) -> Iterator[Visitor]:
    """A fresh context; at its end nothing may have been complained about."""
    options = {
        "viewport": DESK,
        "locale": "en",
        "timezone_id": "Europe/Berlin",
        "reduced_motion": "reduce",
    } | options
    context = browser.new_context(**options)
    context.set_default_timeout(15_000)
    watch = Watch(site)
    watch.follow(context)
    try:
        yield Visitor(site, context, context.new_page(), watch)
        if watch.unexpected():
            raise AssertionError("\n".join(watch.unexpected()))
    finally:
        context.close()
