"""`make shots`: the pictures of docs/screenshots, some pages of the demo: light on a desk, dark on a phone.

They are made by the real server in a folder of its own and kept with few colours, so that they stay small.
`python tools/shots.py --only board,idea` makes some of them again, `--url` takes a server that runs already.
`--only all --kind all --language de --whole --to FOLDER` is for looking: whole pages, all of them, in another language.
A page that is wider than the screen is named.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from PIL import Image  # noqa: E402 - the checkout must be importable first
from playwright.sync_api import sync_playwright  # noqa: E402
from tests.journeys import live  # noqa: E402
from tests.journeys.addresses import samples  # noqa: E402
from tests.journeys.browser import DESK, OVERFLOW, PHONE, launch, visiting  # noqa: E402
from tests.journeys.live import Site  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
# Name, address, who looks (one of the cast).
PAGES: list[tuple[str, str, str | None]] = [
    ("home", "/", None),
    ("futures", "/futures", None),
    ("future", "/futures/{future}", "amara"),
    ("outcome", "/outcomes/{outcome}", "amara"),
    ("board", "/boards/{board}", "amara"),
    ("idea", "/ideas/{idea}-x", "amara"),
    ("new-idea", "/boards/{board}/new", "amara"),
    ("search", "/search?q=card", "amara"),
    ("notices", "/me/notices", "amara"),
    ("profile", "/me", "amara"),
    ("sign-in", "/sign-in", None),
    ("landscape", "/landscape", "kofi"),
    ("account", "/accounts/{own}", "nadia"),
    ("projects", "/projects?view=board", "nadia"),
    ("timeline", "/projects?view=timeline", "nadia"),
    ("project", "/projects/{project}", "nadia"),
    ("gate", "/projects/{project}/gate", "nadia"),
    ("showcase", "/showcase", None),
    ("case", "/projects/{project}/case", "nadia"),
    ("participants", "/projects/{calling}/participants", "nadia"),
    ("participant", "/projects/{calling}/participants/{participant}", "nadia"),
    ("cohort", "/projects/{beta}/cohorts/{cohort}", "nadia"),
    ("agreements", "/projects/{calling}/agreements", "nadia"),
    ("call-edit", "/projects/{calling}/calls/{call}", "nadia"),
    ("calls", "/calls", "amara"),
    ("call", "/calls/{call}", "amara"),
    ("taking-part", "/taking-part", "amara"),
    ("taking-part-in", "/taking-part/{own_part}", "amara"),
    ("sessions", "/projects/{meeting}/sessions", "nadia"),
    ("session", "/sessions/{session}", "nadia"),
    ("scenario-map", "/sessions/{session}/map", "nadia"),
    ("my-sessions", "/me/sessions", "amara"),
    ("portfolio", "/portfolio", "kofi"),
    ("balance", "/portfolio?view=balance", "kofi"),
    ("budget", "/portfolio?view=ranking", "kofi"),
    ("funnel", "/portfolio?view=funnel", "kofi"),
    ("flow", "/portfolio?view=flow", "kofi"),
    ("reviews", "/portfolio/reviews", "kofi"),
    ("review", "/portfolio/reviews/{review}", "kofi"),
    ("line-of-sight", "/sight", "kofi"),
    ("sight-outline", "/sight?view=outline", "kofi"),
    ("sight-table", "/sight?view=table", "kofi"),
    ("sight-node", "/sight/outcome/{outcome_id}", "kofi"),
    ("value-audit", "/sight/audit", "kofi"),
    ("promises", "/sight/promises/{future}", "kofi"),
    ("story", "/futures/{future}/story", "kofi"),
    ("releases", "/releases", None),
    ("release", "/releases/{release}", None),
    ("release-edit", "/releases/{release}/edit", "kofi"),
    ("credits", "/me/credits", "amara"),
    ("first-answers", "/team/response", "kofi"),
    ("scorecard", "/team/scorecard", "kofi"),
    ("scorecard-rows", "/team/scorecard/{measure}", "kofi"),
    ("leads", "/team/leads", "nadia"),
    ("inbox", "/team/inbox", "nadia"),
    ("moderation", "/team/moderation", "mirjam"),
    ("people", "/team/people", "kofi"),
    ("jobs", "/team/jobs", "kofi"),
    ("imports", "/team/imports", "kofi"),
    ("settings", "/team/settings", "kofi"),
]
GALLERY = (
    "board,idea,future,outcome,landscape,account,search,projects,project,scenario-map,line-of-sight,portfolio,release,"
    "scorecard"
)
KINDS = "desk-light,phone-dark"
SPEAK = """
from desireline.people.identity.models import Person
Person.objects.update(language=given["language"])
"""
HEIGHTS = {"desk": 1100, "phone": 1400}


@contextmanager
def instance(url: str | None, folder: str | None) -> Iterator[Site]:
    if url and folder:
        yield Site(Path(folder), int(url.rsplit(":", 1)[1]), True)
        return
    with tempfile.TemporaryDirectory() as made:
        gold = live.prepared(Path(made), demo=True)
        with live.serving(gold, Path(made) / "data", demo=True) as site:
            yield site


def keep(picture: bytes, path: Path) -> int:
    """Fewer colours: a page has few anyway. Returns the bytes on disk."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", default=GALLERY, help="Names, with commas between; “all” for all of them.")
    asked.add_argument("--url", help="A demo that runs already, http://localhost:PORT; with --data.")
    asked.add_argument("--data", help="Its data folder.")
    asked.add_argument("--to", default=str(TARGET), help="Folder of the pictures.")
    asked.add_argument("--language", help="What everybody in this demo reads from now on, such as de.")
    asked.add_argument(
        "--kind", default=KINDS, help="desk-dark, phone-light and so on; “all” for all of them."
    )
    asked.add_argument("--whole", action="store_true", help="Whole pages, not what fits a screen.")
    return asked.parse_args()


def _pages(only: str) -> list[tuple[str, str, str | None]]:
    names = [name for name, *_rest in PAGES] if only == "all" else only.split(",")
    if unknown := sorted({*names} - {name for name, *_rest in PAGES}):
        sys.exit(f"There is no page called {', '.join(unknown)}.")
    return [page for page in PAGES if page[0] in names]


def main() -> None:
    given = _asked()
    target, pages, kinds = Path(given.to), _pages(given.only), given.kind.split(",")
    target.mkdir(parents=True, exist_ok=True)
    total = 0
    with instance(given.url, given.data) as site, sync_playwright() as playwright:
        browser = launch(playwright)
        known = samples(site)
        if given.language:
            site.script(SPEAK, language=given.language)
        for scheme, (kind, size) in product(("light", "dark"), (("desk", DESK), ("phone", PHONE))):
            if given.kind != "all" and f"{kind}-{scheme}" not in kinds:
                continue
            shown = {"viewport": {**size, "height": HEIGHTS[kind]}, "color_scheme": scheme}
            for name, path, who in pages:
                with visiting(browser, site, locale=given.language or "en", **shown) as visitor:
                    if who:
                        visitor.become(who)
                    page = visitor.go(path.format(**known))
                    page.wait_for_timeout(150)
                    if wide := page.evaluate(OVERFLOW):
                        print(f"{name}, {kind}: wider than the screen, {wide}")
                    picture = page.screenshot(full_page=given.whole)
                    total += keep(picture, target / f"{name}-{kind}-{scheme}.png")
        browser.close()
    print(f"{len(list(target.glob('*.png')))} pictures in {target}, {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
