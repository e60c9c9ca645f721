"""The parts made in Python escape what people wrote, and the memory keeps only what its key determines."""

import pytest
from django.template import engines
from django.test import override_settings
from markupsafe import Markup, escape

from desireline.kit.parts import api

EVIL = "\"'><script>alert(1)</script>"
PLACE = {"locale": {"lang": "en", "dir": "ltr"}}


@pytest.mark.parametrize(
    "drawn",
    [
        api.icon("check", EVIL),
        api.vote(EVIL, EVIL, title=EVIL, csrf=EVIL),
        api.vote(EVIL, 3, href=EVIL, size="large"),
        api.status(EVIL, EVIL, href=EVIL),
        api.avatar(EVIL, 3, EVIL),
        api.avatar("<b> <i>", 3),
    ],
)
def test_parts_escape_what_people_wrote(drawn: Markup) -> None:
    assert "<script" not in drawn
    assert "<b>" not in drawn
    assert "\"'>" not in drawn


def test_a_vote_says_its_state_and_asks_for_the_other() -> None:
    given, yet = api.vote("/v", 8, True, "Round up"), api.vote("/v", 7, False, "Round up")
    assert 'value="0" aria-pressed="true"' in given
    assert 'value="1" aria-pressed="false"' in yet
    assert escape("Vote for “Round up”:") in yet


def test_a_vote_of_someone_signed_out_is_a_link() -> None:
    assert "<form" not in api.vote("/v", 7, href="/sign-in")


def test_csrf_fields_pass_as_they_are() -> None:
    assert '<input name="t">' in api.vote("/v", 1, csrf=Markup('<input name="t">'))


def test_the_initials_of_one_name_are_one_letter() -> None:
    assert ">M<" in api.avatar("Mei", 1)
    assert ">ID<" in api.avatar("Ines de Duarte", 1)
    assert ">?<" in api.avatar("  ", 1)


def test_kept_asks_once_for_each_key() -> None:
    asked: list[str] = []

    def caller() -> Markup:
        asked.append("x")
        return Markup("made")

    for language in ("en", "de", "en", "de"):
        assert api.kept("test-of-kept", language, caller=caller) == "made"
    assert len(asked) == 2


@override_settings(DEBUG=True)
def test_kept_forgets_while_templates_are_written() -> None:
    made = iter("ab")
    assert [api.kept("test-of-debug", caller=lambda: Markup(next(made))) for _n in range(2)] == ["a", "b"]


@pytest.mark.parametrize("name", ["kit/base.html", "kit/bare.html", "kit/kit.html"])
def test_a_page_stands_without_brand_person_or_links(name: str) -> None:
    page = engines["jinja2"].env.get_template(name).render(PLACE)  # type: ignore[attr-defined]
    assert "Desireline" in page
    assert "style=" not in page
    assert 'id="main"' in page


def test_right_to_left_pages_say_so() -> None:
    page = engines["jinja2"].env.get_template("kit/base.html").render(locale={"lang": "ar", "dir": "rtl"})  # type: ignore[attr-defined]
    assert '<html lang="ar" dir="rtl">' in page
