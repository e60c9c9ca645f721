"""Co-development from an idea to what became of it: project, gates, cohort, change, release, thanks, line of sight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visitor
from tests.journeys.conftest import Visit
from tests.journeys.live import Site

BEGIN = """
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.options.api import bump
from desireline.listen.boards.models import Board, Status
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.api import vote
from desireline.people.identity.models import Person
outcome = DesiredOutcome.objects.filter(future__published__isnull=False, archived__isnull=True).order_by("pk")[0]
board = Board.objects.get(slug="everyday")
idea = Idea.objects.create(board=board, title=given["title"], slug="x", body="I count them by hand.",
    author=Person.objects.get(attributes__cast="amara"), status=Status.objects.get(is_default=True))
for key in ("amara", "tomasz", "priya"):
    vote(idea.pk, Person.objects.get(attributes__cast=key), 3)
bump("board:%d" % board.pk)
answer = [idea.pk, outcome.pk, outcome.slug, outcome.statement]
"""
ORPHAN = """
from desireline.codevelop.projects.api import start
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.people.identity.models import Person
outcome = DesiredOutcome.objects.create(future=DesiredOutcome.objects.order_by("pk")[0].future, slug=given["slug"],
    statement="Minimise the time it takes to find the other sock")
project = start(outcome, by=Person.objects.get(attributes__cast="mirjam"), title=given["title"])
answer = project.pk
"""
TABLE = """
from desireline.codevelop.projects.api import start
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.people.identity.models import Person
from desireline.prove.portfolio.api import save_case
from tests.prove.portfolio.places import TABLE
mirjam = Person.objects.get(attributes__cast="mirjam")
outcome = DesiredOutcome.objects.create(future=DesiredOutcome.objects.order_by("pk")[0].future, slug=given["slug"],
    statement="Minimise the time it takes to read a published table")
for name, (value, technical, commercial, development, launch) in TABLE.items():
    save_case(start(outcome, by=mirjam, title=name), by=mirjam, value=value, technical=technical,
        commercial=commercial, development=development, commercialisation=launch)
answer = outcome.slug
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """An idea of Amara's, and the outcome that it is about."""

    idea: int
    title: str
    outcome: int
    slug: str
    statement: str


@pytest.fixture
def begun(demo_site: Site) -> Begun:
    title = f"Coins counted by the machine {token_hex(3)}"
    idea, outcome, slug, statement = demo_site.script(BEGIN, title=title)
    return Begun(idea, title, outcome, slug, statement)


def graduate(team: Visitor, begun: Begun) -> str:
    """A member of the team starts a project out of the idea. Returns its address."""
    page = team.go(f"/ideas/{begun.idea}")
    page.get_by_role("link", name="Start a project").click()
    expect(page.get_by_text(begun.title).first).to_be_visible()
    page.locator("[name=title]").fill(begun.title)
    page.locator("[name=outcome]").select_option(str(begun.outcome))
    page.get_by_role("button", name="Start the project").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(begun.title)
    return page.url[len(team.site.url) :]


def rate(visitor: Visitor, project: str, points: int) -> None:
    """The whole scorecard: every must is met, every should gets so many points."""
    page = visitor.go(f"{project}/gate")
    card = page.locator("#card")
    for must in card.get_by_role("radio", name="Met", exact=True).all():
        must.check()
    for should in card.get_by_role("radio", name=str(points), exact=True).all():
        should.check()
    card.get_by_role("button", name="Give my scores").click()
    expect(page.get_by_role("button", name="Change my scores")).to_be_visible()


def decide(
    visitor: Visitor, project: str, verdict: str, why: str, *, to: str = "", anyway: bool = False
) -> Page:
    page = visitor.go(f"{project}/decide")
    page.get_by_role("radio", name=re.compile(verdict)).check()
    if to:
        page.locator("[name=to]").select_option(label=to)
    page.locator("[name=reason]").fill(why)
    if anyway:
        page.locator("[name=anyway]").check()
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Decide")
    return page


def test_an_idea_becomes_real(visit: Visit, begun: Begun) -> None:
    nadia, mirjam = visit("nadia"), visit("mirjam")
    project = graduate(nadia, begun)
    nadia.page.get_by_text("Their names and accounts").click()
    expect(nadia.page.get_by_text("Amara Okonkwo").first).to_be_visible()  # whom it came from
    for stage in ("Idea", "Conceptual Prototype"):
        rate(nadia, project, 7)
        rate(mirjam, project, 5)
        page = mirjam.go(f"{project}/gate")
        expect(page.get_by_text("2 raters are little evidence", exact=False).first).to_be_visible()
        page = decide(
            mirjam, project, f"Go on to {stage}", "Two of us looked at it, and customers wait for it."
        )
        expect(page.get_by_text(stage).first).to_be_visible()
    page = decide(mirjam, project, "Send it back", "Nobody asked those who count coins.", to="Idea")
    page = mirjam.go(f"{project}/decisions")
    expect(page.get_by_text("Nobody asked those who count coins.")).to_be_visible()
    for onward in ("Conceptual", "Functional", "Internal", "External", "Go: release"):
        page = decide(mirjam, project, onward, "Shown to the rest of us before.", anyway=True)
    expect(page.get_by_text("Released").first).to_be_visible()
    page = mirjam.go(f"/sight/outcome/{begun.outcome}")
    expect(page.locator("main")).to_contain_text(begun.title)
    page = mirjam.go(f"/outcomes/{begun.slug}")
    expect(page.locator("main")).to_contain_text(begun.title)


def invited(team: Visitor, project: str, name: str) -> None:
    """A customer is invited to take part."""
    page = team.go(f"{project}/participants/invite?q={name.split()[0]}")
    row = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name))
    row.get_by_role("button", name="Invite").first.click()
    expect(page.locator(".toast").first).to_be_visible()


def joins(customer: Visitor, title: str) -> None:
    """They say yes, and let the team note what they say."""
    page = customer.go("/taking-part")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Yes, I take part").click()
    page = customer.go("/taking-part")
    page.locator("section[aria-labelledby=projects]").get_by_role("link", name=title).click()
    page.locator("section[aria-labelledby=consents] li").first.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("button", name="Take it back").first).to_be_visible()


def cohort_of(team: Visitor, project: str) -> None:
    page = team.go(f"{project}/cohorts/new")
    page.locator("[name=name]").fill("Those who count coins")
    page.locator("[name=kind]").first.check()
    page.get_by_role("button", name="Save").click()
    page.locator("select[name=participant]").select_option(index=0)
    page.locator("form", has=page.locator("select[name=participant]")).get_by_role("button").click()
    expect(page.locator("ul[data-list] li")).to_have_count(1)


def try_out(team: Visitor, customer: Visitor, project: str) -> None:
    """A usability test with the cohort: planned, answered, held, noted, understood, and something changed."""
    page = team.go(f"{project}/sessions/new?technique=usability_test")
    page.locator("[name=title]").fill("A bag of coins")
    page.locator("[name=cohort]").select_option(label="Those who count coins")
    page.get_by_role("button", name="Plan it").click()
    session = page.url[len(team.site.url) :].split("#")[0]
    page = team.go(f"{session}/invite")
    page.get_by_role("button", name="Invite them all").click()
    guest = customer.go(session)
    guest.get_by_role("button", name="I come").click()
    expect(guest.get_by_role("button", name="I come")).to_have_count(0)
    page = team.go(session)
    page.get_by_role("button", name="It took place").click()
    page.locator("#guests summary").first.click()
    page.get_by_role("button", name="Was there").click()
    page.locator("[data-line]").fill("The slot is too small for old coins.")
    page.keyboard.press("Enter")
    expect(page.locator("#notes-list")).to_contain_text("The slot is too small")
    page = team.go(f"{session}/findings/new")
    page.locator("[name=text]").fill("Old coins do not fit.")
    page.locator("[name=note]").first.check()
    page.get_by_role("button", name="Save").click()
    page.locator("#findings").get_by_text("What changed?").click()
    page.locator("[name=changed]").fill("The slot is wider now.")
    page.locator("[name=in_showcase]").check()
    page.locator("form", has=page.locator("[name=changed]")).get_by_role("button").click()
    expect(page.locator("#findings")).to_contain_text("The slot is wider now.")
    guest = customer.go("/taking-part")
    guest.locator("section[aria-labelledby=projects]").get_by_role("link").first.click()
    expect(guest.locator("main")).to_contain_text("The slot is wider now.")


def told(steward: Visitor, begun: Begun) -> Page:
    """What was released is told, with thanks in words."""
    page = steward.go("/releases")
    page.get_by_role("link", name=f"Tell it: {begun.title}").click()
    page.locator("[name=story]").fill("The machine counts coins, old ones too.")
    page.locator("[name=audience]").select_option(label="Everyone")
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("The machine counts coins").first).to_be_visible()
    page.locator("#thanks textarea[name=text]").fill("Amara showed us her kitchen table.")
    page.get_by_role("button", name="Say thank you").click()
    expect(page.locator("figure.thanks")).to_contain_text("kitchen table")
    return page


def test_it_is_tested_changed_and_told(visit: Visit, begun: Begun) -> None:
    nadia, mirjam, tomasz = visit("nadia"), visit("mirjam"), visit("tomasz")
    project = graduate(nadia, begun)
    invited(nadia, project, "Tomasz Wilk")
    joins(tomasz, begun.title)
    cohort_of(nadia, project)
    try_out(nadia, tomasz, project)
    for onward in ("Idea", "Conceptual", "Functional", "Internal", "External", "Go: release"):
        decide(mirjam, project, onward, "It was tried with those who count.", anyway=True)
    expect(mirjam.go(project).get_by_text("Released").first).to_be_visible()
    page = told(mirjam, begun)
    reader = visit().go(page.url[len(mirjam.site.url) :].split("#")[0])
    expect(reader.locator("main")).to_contain_text("The slot is wider now.")
    expect(visit("amara").go("/me/credits").locator("main")).to_contain_text(begun.title)
    outsider = visit("lucia")
    outsider.watch.allowed.append("status of 404")
    expect(outsider.go(f"{project}/participants").get_by_role("heading", level=1)).not_to_contain_text(
        "Participants"
    )


def test_an_orphan_is_found_and_stopped(visit: Visit, demo_site: Site) -> None:
    title = f"A drawer for single socks {token_hex(3)}"
    demo_site.script(ORPHAN, title=title, slug=f"sock-{token_hex(3)}")
    page = visit("mirjam").go("/sight/audit")
    row = page.locator("li.orphan", has_text=title)
    row.get_by_text("Stop", exact=True).click()
    row.locator("textarea[name=reason]").last.fill("No customer ever asked for it.")
    row.get_by_role("button", name="Stop the project").click()
    expect(page.locator(".toast").first).to_be_visible()
    expect(page.locator("li.orphan", has_text=title)).to_have_count(0)


def test_the_slider_ranks_as_the_published_table(visit: Visit, demo_site: Site) -> None:
    outcome = demo_site.script(TABLE, slug=f"table-{token_hex(3)}")
    page = visit("mirjam").go(f"/portfolio?view=ranking&outcome={outcome}&budget=26")

    def ranked() -> list[str]:
        rows = page.locator("#ranked tbody tr").all()
        return [
            row.locator("th a").inner_text()
            for row in rows
            if "outside" not in (row.get_attribute("class") or "")
        ]

    assert ranked() == ["Beta", "Echo", "Alpha", "Foxtrot", "Delta", "Gamma"]
    page.locator("#slide").evaluate(
        "(one) => { one.value = 15; one.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    expect(page.locator("#ranked")).to_contain_text("Now out")
    assert ranked() == ["Beta", "Echo", "Alpha", "Delta"]
