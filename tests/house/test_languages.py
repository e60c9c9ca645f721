"""Every text is marked, every marked text is translated, and translations keep what the program fills in."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils.translation import gettext, override
from tools import messages

from desireline.kit.pages.borrowed import TEXTS
from tests.house import unmarked

PATHS = list(messages.catalogues())
HINT = "run `make messages`, then translate what it prints"
PLACE = re.compile(r"%\(\w+\)[sd]|%%|(?<!%)\{\w*\}")
SAMPLES = ("kit/templates/kit/kit_", "kit/charts/sample.py")  # show the parts, with made-up content
ALLOWED = {
    "Desireline",  # the product's name
    "kB",
    "hsl(, 60%, 38%)hsl(, 60%, 96%)",  # colours of mails
    "https://",  # how an address begins
    "LLLL yyyy",  # how a month is written
    "Opportunity landscape",  # a default of drawing; pages give their own
}


@cache
def fresh() -> Catalog:
    return messages.found()


def languages() -> list[str]:
    return [path.parts[-3] for path in PATHS]


def test_every_language_on_offer_has_a_catalogue() -> None:
    assert {code for code, _ in settings.LANGUAGES} == {"en", *languages()}


@pytest.mark.parametrize("path", PATHS, ids=languages())
def test_the_catalogue_has_exactly_the_texts_of_the_source(path: Path) -> None:
    ours, theirs = messages.texts(messages.load(path)), messages.texts(fresh())
    assert (theirs - ours, ours - theirs) == (set(), set()), HINT


@pytest.mark.parametrize("path", PATHS, ids=languages())
def test_everything_is_translated(path: Path) -> None:
    assert [message.id for message in messages.load(path) if messages.missing(message)] == []


@pytest.mark.parametrize("path", PATHS, ids=languages())
def test_plurals_have_all_forms(path: Path) -> None:
    catalog = messages.load(path)
    wrong = [m.id for m in catalog if m.pluralizable and len(m.string) != catalog.num_plurals]
    assert wrong == []


def places(text: str) -> Counter[str]:
    return Counter(PLACE.findall(text))


@pytest.mark.parametrize("path", PATHS, ids=languages())
def test_translations_keep_the_blanks_that_are_filled_in(path: Path) -> None:
    wrong = []
    for message in messages.load(path):
        ids = message.id if message.pluralizable else (message.id,)
        strings = message.string if message.pluralizable else (message.string,)
        for index, string in enumerate(strings):
            if message.id and places(string).keys() != places(ids[min(index, len(ids) - 1)]).keys():
                wrong.append(string)
    assert wrong == []


@pytest.mark.parametrize("path", PATHS, ids=languages())
def test_the_compiled_catalogue_is_that_of_the_text(path: Path) -> None:
    compiled = path.with_suffix(".mo")
    assert compiled.read_bytes() == messages.as_mo(path), HINT
    with compiled.open("rb") as file:
        assert len(read_mo(file)) == len(messages.load(path))


@pytest.mark.parametrize("path", PATHS, ids=languages())
def test_a_translation_has_the_edges_of_its_text(path: Path) -> None:
    """A full stop too many, a space lost before what follows: nobody sees them in a catalogue."""
    wrong = []
    for message in messages.load(path):
        pairs = (
            zip(message.id, message.string, strict=True)
            if message.pluralizable
            else [(message.id, message.string)]
        )
        for text, string in pairs:
            if text and (text[-1:].isspace(), text.endswith((".", "…", "?"))) != (
                string[-1:].isspace(),
                string.endswith((".", ".“", "…", "?")),
            ):
                wrong.append((text, string))
    assert wrong == []


def test_german_speaks_to_one_person_and_quotes_as_german_does() -> None:
    catalog = messages.load(messages.LOCALE / "de" / "LC_MESSAGES" / "django.po")
    wrong = []
    for message in catalog:
        for string in message.string if message.pluralizable else (message.string,):
            formal = re.search(r"\b(Ihnen|Ihre[nmrs]?)\b(?! (Stimme|Chancen|Weg))|[a-z] Sie\b", string)
            if message.id and (formal or re.search(r"[\"”]|“[^„“]*“", string)):
                wrong.append(string)
    assert wrong == []


def sources() -> list[Path]:
    return [
        path
        for path in sorted(messages.SOURCE.rglob("*"))
        if path.suffix in {".py", ".html", ".txt"}
        and not {"migrations", "static", "management"} & set(path.parts)
        and path.name != "models.py"
        and not path.relative_to(messages.SOURCE).as_posix().startswith(SAMPLES)
    ]


def test_no_text_for_readers_is_left_unmarked() -> None:
    wrong = {}
    for path in sources():
        source = path.read_text("utf-8")
        if path.suffix == ".py":
            found = unmarked.in_python(source)
        elif "templates" in path.parts:
            found = unmarked.in_markup(source) + unmarked.in_expressions(source)
        else:
            continue
        if left := [text for text in found if text not in ALLOWED]:
            wrong[path.relative_to(messages.SOURCE).as_posix()] = left
    assert wrong == {}


def test_templates_mark_texts_of_the_product_alone() -> None:
    places = [path for path in sources() if "templates" in path.parts]
    found = {path.name: unmarked.unknown(path.read_text("utf-8")) for path in places}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert unmarked.unknown('{{ _("Hello") }}\n{{ _(audience.name) }}') == [2]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Read this</p>", "Read this"),
        ('<input placeholder="Your name">', "Your name"),
        ("{% if x %}<h2>Good {{ name }} day</h2>{% endif %}", "Good day"),
    ],
)
def test_bare_markup_is_found(source: str, text: str) -> None:
    assert unmarked.in_markup(source) == [text]


@pytest.mark.parametrize(
    "source",
    [
        '<p class="card">{{ _("Read this") }}</p>',
        "{% trans %}Read this{% endtrans %}",
        "<kbd>esc</kbd><b>{{ x }} × 2</b>",
    ],
)
def test_marked_markup_passes(source: str) -> None:
    assert unmarked.in_markup(source) == []
    assert unmarked.in_expressions(source) == []


def test_bare_words_in_expressions_and_python_are_found() -> None:
    assert unmarked.in_expressions('{{ button("Save it", "check", "primary small") }}') == ["Save it"]
    assert unmarked.in_python('raise Refused("That is gone.")') == ["That is gone."]
    assert unmarked.in_python('messages.success(request, f"Hello {name}, it is saved.")') == ["Hello "]
    assert unmarked.in_python('forms.CharField(label=_("Name"), help_text="Yours truly")') == ["Yours truly"]


PHYSICAL = re.compile(
    r"(?<![\w.-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|(?:left|right|top|bottom|width|height|min-width|max-width)(?=\s*:)"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)


def test_styles_know_no_left_and_right() -> None:
    wrong = {}
    for path in messages.SOURCE.rglob("*.css"):
        if "vendor" not in path.parts and (
            found := PHYSICAL.findall(re.sub(r"\([^()]*\)", "", path.read_text("utf-8")))
        ):
            wrong[path.name] = found
    assert wrong == {}


@pytest.mark.parametrize("text", TEXTS)
def test_what_libraries_say_is_said_as_we_say_it(text: str) -> None:
    with override("de"):
        assert gettext(text) != text
        assert not re.search(r"\bSie\b", gettext(text))
