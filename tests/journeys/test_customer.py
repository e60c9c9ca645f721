"""A customer: ways in, an idea of their own, support, talk, outcomes, notices, profile, farewell."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visitor
from tests.journeys.conftest import Visit
from tests.journeys.live import Site

HUMAN = 2500  # milliseconds: nobody fills a form faster, and robots are turned away
SECRET = "a long walk home 4711"
NEWCOMER = """
from desireline.people.identity.models import Person
from allauth.account.models import EmailAddress
person = Person.objects.create_user(given["email"], given["secret"], name=given["name"], trust=1)
EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
answer = person.pk
"""
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.M)


def picture() -> bytes:
    """A small PNG, by hand."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + bytes([20, 140, 150]) * 40 for _ in range(30))
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def newcomer(site: Site, name: str) -> str:
    email = f"{name.lower()}.{token_hex(4)}@journey.example.org"
    site.script(NEWCOMER, email=email, secret=SECRET, name=name)
    return email


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail").first.fill(email)
    page.get_by_label("Password", exact=True).fill(SECRET)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_have_count(0)


def again(page: Page) -> None:
    """What matters is asked for with the password once more."""
    if "/me/again" in page.url:
        page.get_by_label("Password", exact=True).fill(SECRET)
        page.get_by_role("button", name="Go on").click()


def post_idea(page: Page, title: str, body: str = "Today it takes three calls.") -> None:
    page.get_by_label("What would help you?").fill(title)
    page.locator("textarea[name=body]").fill(body)
    page.wait_for_timeout(HUMAN)
    page.get_by_role("button", name="Share the idea").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_in_by_password_and_out(visit: Visit, demo_site: Site) -> None:
    email = newcomer(demo_site, "Pat")
    page = visit().go("/sign-in?next=/me")
    sign_in(page, email)
    expect(page).to_have_url(re.compile("/me$"))
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()


def test_in_by_a_mailed_code(visit: Visit, demo_site: Site) -> None:
    email = newcomer(demo_site, "Cody")
    page = visit().go("/sign-in/code")
    page.get_by_label("E-mail").first.fill(email)
    page.locator("main form button.primary").click()
    expect(page).to_have_url(re.compile("confirm"))
    text = demo_site.letter(email).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    code = CODE.search(text)
    assert code, text
    page.locator("input[name=code]").fill(code[1])
    page.locator("main form button.primary").click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_have_count(0)


def test_in_by_a_passkey(visit: Visit, demo_site: Site) -> None:
    email = newcomer(demo_site, "Keya")
    visitor = visit()
    page = visitor.go("/sign-in?next=/me/passkeys/add")
    wire = visitor.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                     "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip
    sign_in(page, email)
    again(page)
    expect(page).to_have_url(re.compile("passkeys/add"))
    page.locator("main form input[name=name]").fill("My phone")
    page.locator("main form[data-passkey] button, main form button.primary").first.click()
    expect(page).not_to_have_url(re.compile("passkeys/add"))
    page.goto(demo_site.url + "/")
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(demo_site.url + "/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/$"))


def test_an_idea_with_a_picture_and_a_film(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("priya")
    page = visitor.go("/boards/everyday/new")
    page.get_by_label("What would help you?").press_sequentially("Tell me why my card was declined", delay=5)
    expect(page.locator("#similar").get_by_role("link").first).to_be_visible()
    (tmp_path / "shot.png").write_bytes(picture())
    page.locator("input[type=file]").set_input_files(tmp_path / "shot.png")
    page.get_by_label("What would help you?").fill("A calmer word when the card says no")
    page.locator("textarea[name=body]").fill(
        "It **hurts** at the till.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ"
    )
    page.wait_for_timeout(HUMAN)
    page.locator("[data-preview-button]").click()
    expect(page.locator("[data-preview-shown] strong")).to_have_text("hurts")
    page.get_by_role("button", name="Share the idea").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A calmer word when the card says no")
    expect(page.locator(".prose strong").first).to_have_text("hurts")
    shown = page.locator(".files img")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.files img').naturalWidth === 40")
    expect(page.get_by_role("link", name=re.compile("Play the film"))).to_be_visible()
    assert page.locator("iframe").count() == 0


def test_support_is_given_weighed_and_taken_back(visit: Visit) -> None:
    page = visit("tomasz").go("/boards/everyday/new")
    post_idea(page, "Show the fee before I pay abroad")
    other = visit("juergen").go(page.url.removeprefix(page.url.split("/ideas")[0]))
    button = other.locator(".support [data-vote] button")
    expect(button).to_have_attribute("aria-pressed", "false")
    before = int(button.locator(".count").inner_text())
    with other.expect_response(re.compile("/vote")):
        button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator(".count")).to_have_text(str(before + 1))
    with other.expect_response(re.compile("/vote")):
        other.locator("button[name=weight][value='3']").click()
    other.reload()
    expect(other.locator("button[name=weight][value='3']")).to_have_attribute("aria-pressed", "true")
    with other.expect_response(re.compile("/vote")):
        button.click()
    other.reload()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button.locator(".count")).to_have_text(str(before))


def test_talk_reaches_the_author(visit: Visit) -> None:
    author, guest = visit("tomasz"), visit("priya")
    page = author.go("/boards/everyday/new")
    post_idea(page, "Let me name my standing orders")
    path = page.url.removeprefix(author.site.url)
    other = guest.go(path)
    other.locator("form textarea[name=body]").first.fill("Mine are all called transfer. @Tomasz Wilk")
    other.get_by_role("button", name=re.compile("^(Comment|Send|Say it|Post)", re.I)).first.click()
    said = other.locator("article.comment", has_text="Mine are all called transfer")
    expect(said).to_be_visible()
    following = other.locator("#follow button")
    expect(following).to_have_attribute("aria-pressed", "true")  # who says something follows
    for pressed in ("false", "true"):
        following.click()
        expect(following).to_have_attribute("aria-pressed", pressed)
    page.reload()
    hers = page.locator("article.comment", has_text="Mine are all called transfer")
    hers.locator("button[name=kind], form[action*=react] button, .reactions button").first.click()
    notices = author.go("/me/notices")
    expect(notices.get_by_role("article").filter(has_text="standing orders").first).to_be_visible()


def test_an_outcome_is_rated_in_two_taps_and_reached(visit: Visit, demo_site: Site) -> None:
    email = newcomer(demo_site, "Rita")
    visitor = visit()
    page = visitor.go("/sign-in?next=/futures")
    sign_in(page, email)
    page.locator(".future a, .card h3 a").first.click()
    page.locator("main li h3 a").first.click()
    for name, value in (("importance", 5), ("satisfaction", 2)):
        with page.expect_response(re.compile("/rate")):
            page.locator(f"aside label:has(input[name={name}][value='{value}'])").click()
    page.reload()
    assert page.locator("aside input[name=importance][value='5']").is_checked()
    assert page.locator("aside input[name=satisfaction][value='2']").is_checked()
    page.get_by_role("button", name="Yes, I have").click()
    expect(page.get_by_text(re.compile("You said on"))).to_be_visible()
    page.get_by_role("button", name="Not any more").click()
    expect(page.get_by_role("button", name="Yes, I have")).to_be_visible()


@pytest.fixture
def leaver(visit: Visit, demo_site: Site) -> Visitor:
    visitor = visit()
    page = visitor.go("/sign-in?next=/boards/everyday/new")
    visitor.email = newcomer(demo_site, "Lena")
    sign_in(page, visitor.email)
    return visitor


def test_own_data_is_changed_taken_along_and_erased(leaver: Visitor) -> None:
    page = leaver.page
    post_idea(page, "A farewell that keeps the idea")
    idea = page.url
    page = leaver.go("/me")
    page.locator("input[name=name]").fill("Lena Lindqvist")
    page.get_by_role("button", name="Save").first.click()
    leaver.go("/me")
    expect(page.locator("input[name=name]")).to_have_value("Lena Lindqvist")
    with page.expect_download() as taken:
        page.locator("a[href$='/me/export'], form[action$='/me/export'] button").first.click()
    assert Path(taken.value.path()).stat().st_size > 200
    leaver.go("/me/leave")
    again(page)
    page.get_by_label(re.compile("Type your e-mail")).fill(leaver.email)
    page.get_by_role("button", name="Erase for good").click()
    expect(page).to_have_url(re.compile("/me/left"))
    page.goto(idea)
    expect(page.get_by_role("heading", level=1)).to_have_text("A farewell that keeps the idea")
    assert "Lena" not in page.locator("body").inner_text()


def test_a_vote_carries_the_token_of_forms(visit: Visit) -> None:
    page = visit("amara").go("/boards/everyday")
    button = page.locator("[data-vote] button:not([disabled])").first
    with page.expect_request(lambda request: request.url.endswith("/vote")) as sent:
        button.click()
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}  # type: ignore[typeddict-item]
    assert sent.value.headers["x-csrftoken"] == cookies["desireline_csrf"]
    with page.expect_response(lambda answer: answer.url.endswith("/vote")) as answered:
        button.click()
    assert answered.value.ok
