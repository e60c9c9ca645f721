"""No text that people wrote runs as a script, anywhere, in Chromium, even where no policy would hold it back."""

from __future__ import annotations

from functools import partial
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Error, Page, Route

from tests.journeys.addresses import addresses, samples
from tests.journeys.browser import Visitor, visiting
from tests.journeys.live import Site
from tests.safety.vectors import VECTORS

HOOK = """window.__fired = 0; window.fired = () => { window.__fired += 1; };
window.alert = window.confirm = window.prompt = window.fired;"""
# What no sanitised page may hold, whether it fires or not; and what the words of a template must not become.
LOOK = """() => {
  const wrong = [];
  if (window.__fired) wrong.push("fired " + window.__fired);
  for (const one of document.querySelectorAll("*")) {
    for (const name of Element.prototype.getAttributeNames.call(one)) {
      const value = Element.prototype.getAttribute.call(one, name);
      const plain = value.replace(/[\\u0000-\\u0020]/g, "").toLowerCase();
      if (/^on|^hx-on|^srcdoc$/.test(name)) wrong.push(`${one.localName}[${name}]`);
      if (name === "style" || /^(javascript|vbscript|data:text)/.test(plain) && name !== "value" && name !== "content")
        wrong.push(`${one.localName}[${name}=${value.slice(0, 50)}]`);
    }
    if (["base", "embed", "object", "math", "style", "marquee", "xmp"].includes(one.localName)
        || one.localName === "iframe" || one.matches("meta[http-equiv]")
        || (one.localName === "script" && !(one.src || "").startsWith(location.origin + "/static/") && !one.src.startsWith("data:,")))
      wrong.push(one.outerHTML.slice(0, 90));
  }
  for (const link of document.links)
    if (!["http:", "https:", "mailto:"].includes(link.protocol || "http:")) wrong.push("link " + link.href.slice(0, 60));
  for (const form of document.querySelectorAll("form[action]")) if (new URL(form.getAttribute("action"), location).origin !== location.origin) wrong.push("form " + form.getAttribute("action"));
  if (document.body.innerText.includes("1337")) wrong.push("a template was run");
  return [...new Set(wrong)];
}"""
STIR = """() => { for (const one of document.querySelectorAll("main *"))
  for (const kind of ["mouseover", "focus", "animationstart", "toggle"]) one.dispatchEvent(new Event(kind)); }"""
MANY = """
from desireline.listen.ideas.models import Idea
from desireline.futures.futures.models import Future
from desireline.futures.outcomes.models import DesiredOutcome
from desireline.people.accounts.models import Account
from desireline.listen.comments.models import CommentEdit
answer = [f"/ideas/{i.pk}-{i.slug}?source" for i in Idea.objects.exclude(state__in=[4, 5])]
answer += [f"/futures/{f.slug}{end}" for f in Future.objects.all() for end in ("", "/history", "/edit")]
answer += [f"/outcomes/{o.slug}" for o in DesiredOutcome.objects.all()]
answer += [f"/comments/{e.comment_id}/history" for e in CommentEdit.objects.all()[:3]]
"""
LISTS = (
    "/boards/{board}?sort=new", "/team/inbox?view=all", "/search?q=img", "/search?q=script", "/team/people?q=img",
    "/boards/{board}.json", "/boards/{board}/feed.atom", "/landscape",
)  # fmt: skip


@pytest.fixture
def reader(browser: Browser, poisoned: Site) -> Any:
    """An administrator whose browser holds nothing back and tells every breach of the policy."""
    with visiting(browser, poisoned) as visitor:
        visitor.context.add_init_script(HOOK)
        visitor.context.route(lambda url: not url.startswith(f"{poisoned.url}/static/"), _told_only)
        visitor.context.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
        visitor.watch.allowed += ["status of 40", "Failed to load resource", "500 ", "report-only mode, but"]
        _sees_what_is_wrong(visitor.become("kofi"))
        yield visitor


def _told_only(route: Route) -> None:
    """The answer as it is, but for its policy: what would be held back happens, and is told."""
    if route.request.resource_type != "document" or not route.request.url.startswith("http"):
        route.continue_()
        return
    try:
        answer = route.fetch(max_redirects=0)
    except Error:  # an empty answer
        route.continue_()
        return
    headers = dict(answer.headers)
    if policy := headers.pop("content-security-policy", ""):
        headers["content-security-policy-report-only"] = policy
    route.fulfill(response=answer, headers=headers)


def _sees_what_is_wrong(visitor: Visitor) -> None:
    """Both nets hold: a script in an attribute fires here, and is told as a breach of the policy."""
    visitor.go("/livez")
    visitor.page.evaluate(
        """() => { const bad = document.createElement("div"); bad.innerHTML = "<img src=/x onerror=fired()>";
        document.body.append(bad); const since = Date.now();
        return new Promise((done) => setInterval(() => (window.__fired || Date.now() - since > 15000) && done(), 50)); }"""
    )
    assert "fired 1" in visitor.page.evaluate(LOOK)
    assert any(line.startswith("console: CSP") for line in visitor.watch.said), visitor.watch.said
    visitor.watch.said.clear()


def complaints(visitor: Visitor, path: str) -> list[str]:
    try:
        answer = visitor.page.goto(visitor.site.url + path, wait_until="domcontentloaded")
    except Error as nothing:  # an empty answer, or a file
        if "ERR_HTTP_RESPONSE_CODE" in nothing.message or "Download is starting" in nothing.message:
            visitor.page.close()
            visitor.page = visitor.context.new_page()
            return []
        raise
    if not answer or "html" not in answer.headers.get("content-type", ""):
        return []
    visitor.page.evaluate(STIR)
    found: list[str] = visitor.page.evaluate(LOOK)
    return [f"{path}: {one}" for one in found] + (
        [f"{path}: {answer.status}"] if answer.status >= 500 else []
    )


def test_no_vector_fires_on_any_page(reader: Visitor, poisoned: Site) -> None:
    known = samples(poisoned)
    paths = [*addresses(known), *(path.format(**known) for path in LISTS), *poisoned.script(MANY)]
    here = [
        path
        for path in dict.fromkeys(paths)
        if not path.endswith((".css", ".atom", ".json", "/export", "/file"))
    ]
    wrong = [line for path in here for line in complaints(reader, path)]
    assert wrong == [], "\n".join(wrong)
    assert len(VECTORS) >= 60


def test_no_vector_fires_in_what_is_asked_for(reader: Visitor, poisoned: Site) -> None:
    from urllib.parse import quote

    known = samples(poisoned)
    wrong = []
    for start in range(0, len(VECTORS), 4):
        said = quote(" ".join(VECTORS[start : start + 4]))
        wrong += complaints(reader, f"/search?q={said}")
        wrong += complaints(reader, f"/boards/{known['board']}?q={said}&tag={said}&status={said}&sort={said}")
    for place in (
        "/new?title={0}&body={0}",
        "/sign-in?next={0}&email={0}",
        "/team/people?q={0}",
        "/team/inbox?q={0}",
    ):
        for start in range(0, len(VECTORS), 12):
            wrong += complaints(reader, place.format(quote(" ".join(VECTORS[start : start + 12]))))
    assert wrong == [], "\n".join(wrong)


def test_feeds_and_mails_hold_nothing_that_fires(browser: Browser, poisoned: Site) -> None:
    known = samples(poisoned)
    with visiting(browser, poisoned, bypass_csp=True) as visitor:
        visitor.watch.allowed += ["asks another host", "Failed to load"]
        visitor.context.add_init_script(HOOK)
        feed = visitor.context.request.get(f"{poisoned.url}/boards/{known['board']}/feed.atom").body()
        pieces = [
            part.text or ""
            for part in ElementTree.fromstring(feed).iter()
            if part.attrib.get("type") == "html"
        ]
        letters: list[str] = poisoned.script(LETTERS, vectors=VECTORS)
        found = visitor.context.request.get(f"{poisoned.url}/boards/{known['board']}.json")
        assert found.headers["content-type"].startswith("application/json")
        assert found.headers["x-content-type-options"] == "nosniff"
        visitor.go("/livez")
        wrong = [line for piece in [*pieces, *letters] for line in _shown(visitor.page, piece)]
    assert len(letters) == len(VECTORS)
    assert wrong == []


def _shown(page: Page, markup: str) -> list[str]:
    page.set_content(markup, wait_until="domcontentloaded")
    fired, handlers = page.evaluate(
        """() => [window.__fired, [...document.querySelectorAll("*")].filter((one) =>
        [...one.attributes].some((a) => /^on/.test(a.name) || /^\\s*(javascript|data):/i.test(a.value))
        || ["script", "iframe", "object", "embed", "base", "form"].includes(one.localName)).map((o) => o.outerHTML.slice(0, 80))]"""
    )
    return [f"fired in {markup[:80]}"] * bool(fired) + handlers


LETTERS = """
from desireline.people.letters.api import Item, Letter, message
answer = []
for text in given["vectors"]:
    letter = Letter(text, text, lines=[text], items=[Item(text, "/ideas/1", text, text)], small=[text], button=(text, "/"))
    mail = message("a@example.org", letter)
    assert "\\n" not in mail.subject
    answer.append(mail.alternatives[0][0])
"""


def _fulfil(told: dict[str, Any], route: Route) -> None:
    route.fulfill(**told)


CONTROL = "<!doctype html><title>x</title><main>{0}</main>"


@pytest.mark.parametrize(
    "vector", ["<img src=x onerror=fired()>", "<svg onload=fired()>", "<script>fired()</script>"]
)
def test_the_harness_sees_a_vector_that_fires(browser: Browser, poisoned: Site, vector: str) -> None:
    """Control: on a page without protection it is seen, and under the policy the violation is reported."""
    with visiting(browser, poisoned) as visitor:
        visitor.context.add_init_script(HOOK)
        policy = visitor.context.request.get(poisoned.url + "/").headers["content-security-policy"]
        for path, headers in (("/bare", {}), ("/held", {"Content-Security-Policy": policy})):
            told = {"body": CONTROL.format(vector), "headers": {"Content-Type": "text/html", **headers}}
            visitor.page.route(f"**{path}", partial(_fulfil, told))
        visitor.page.goto(poisoned.url + "/bare")
        visitor.page.wait_for_function("window.__fired > 0")
        assert any("fired" in line for line in visitor.page.evaluate(LOOK))
        assert not any("CSP" in line for line in visitor.watch.said)
        visitor.page.goto(poisoned.url + "/held")
        visitor.page.wait_for_timeout(200)
        assert visitor.page.evaluate("window.__fired") == 0
        assert any("CSP" in line for line in visitor.watch.said)
        visitor.watch.said.clear()
