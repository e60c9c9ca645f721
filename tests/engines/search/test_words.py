from __future__ import annotations

from collections import Counter

import pytest

from desireline.engines.search.near import compounds, distance, nearest, slipped
from desireline.engines.search.protocol import Card
from desireline.engines.search.snippets import lit, snippet
from desireline.engines.search.tokens import begun, quoted, read_card, read_question
from desireline.kit.words.api import fold, language_of, stem, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ünïcode", "unicode"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ﬁle", "file"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_folding_levels_case_accents_and_width(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_hyphenated_word_is_split_and_joined() -> None:
    assert words("E-Mail an uns") == ["e", "mail", "+email", "an", "uns"]


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert words("夜间模式") == ["夜间", "间模", "模式"]


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("notification", "notifications", "en"),
        ("aplicacion", "aplicaciones", "es"),
        ("auszug", "auszuge", "de"),
        ("ueberweisung", "uberweisungen", "de"),
        ("parametre", "parametres", "fr"),
        ("notifica", "notifiche", "it"),
        ("conta", "contas", "pt"),
        ("rekening", "rekeningen", "nl"),
        ("betalning", "betalningar", "sv"),
        ("betaling", "betalinger", "da"),
        ("betaling", "betalinger", "no"),
        ("laskut", "laskun", "fi"),
        ("карты", "картами", "ru"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str, language: str) -> None:
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I would like to see the balance on the first page", "en"),
        ("Ich möchte den Kontoauszug als Datei bekommen", "de"),
        ("Quiero ver el saldo en la primera página", "es"),
        ("Je voudrais voir le solde sur la première page", "fr"),
        ("xyzzy", "en"),
        ("Vorrei vedere il saldo della carta nella prima pagina", "it"),
        ("Gostaria de ver o saldo da conta na primeira página", "pt"),
        ("Ik wil graag het saldo op de eerste pagina zien", "nl"),
        ("Jag vill se mitt saldo på den första sidan", "sv"),
        ("Jeg vil gerne se min saldo på den første side, når jeg er logget ind", "da"),
        ("Jeg vil gjerne se hvor mye jeg har på kontoen når jeg logger meg inn", "no"),
        ("Haluan että näen tilini saldon kun olen etusivulla", "fi"),
        ("Я хочу видеть баланс на первой странице", "ru"),
    ],
)
def test_language_is_told_by_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_given_language_counts_first() -> None:
    assert language_of("the the the", "de-CH") == "de"


@pytest.mark.parametrize(
    ("a", "b", "slips"),
    [
        ("dark", "dark", 0),
        ("dakr", "dark", 1),
        ("darkk", "dark", 1),
        ("lark", "dark", 1),
        ("abcdefgh", "xy", 3),
    ],
)
def test_distance_counts_slips(a: str, b: str, slips: int) -> None:
    assert distance(a, b) == slips


def test_slips_are_told_from_other_words() -> None:
    slips = ["ntification", "notifiaction", "notificationn", "notyfication"]
    assert slipped("notification", [*slips, "notification", "notations", "ramification"], 1) == slips
    assert slipped("notification", ["ntificatoin", "notifies"], 2) == ["ntificatoin"]


def test_of_equally_near_words_the_more_frequent_is_meant() -> None:
    around = {"dark": 1, "lark": 9, "darkness": 90, "larks": 50, "park": 9}
    assert nearest("bark", around) == [("lark", 0.85), ("park", 0.85), ("dark", 0.85)]
    ((word, worth),) = nearest("barks", {"lark": 9})
    assert (word, round(worth, 9)) == ("lark", 0.65)


def test_phrases_stand_between_marks_and_the_last_word_is_the_one_begun() -> None:
    assert quoted('the "dark E-Mail" and "" or "light') == [["dark", "e", "mail", "email"]]
    assert begun("Show me the Dar") == ("Show me the ", "dar")
    assert begun("Show me the ") == ("Show me the ", "")


def test_a_word_is_found_in_compounds_at_either_end_the_most_frequent_first() -> None:
    begun, ended = Counter({"auszugsliste": 2, "auszugs": 50}), Counter({"guzsuaotnok": 5})
    assert compounds("auszug", begun, ended) == [stem("kontoauszug", "de"), stem("auszugsliste", "de")]


def test_words_of_people_cannot_pose_as_meanings() -> None:
    read = read_card(Card(key="x:1", type="x", title="k:zebra_lion a:audience:1"))
    assert not [token for token in read.text.split() if ":" in token]


def test_a_question_of_small_words_is_empty() -> None:
    assert read_question("how do I get the") == []


def test_the_last_word_may_be_unfinished_only_while_typing() -> None:
    assert read_question("dark mod", typing=True)[-1].prefix == "mod"
    assert read_question("dark mod ", typing=True)[-1].prefix == ""


def test_pieces_hold_the_whole_text_and_mark_only_words() -> None:
    pieces = lit("<b>Dark</b> modes & more", "en", {"dark", "mode"})
    assert "".join(piece.text for piece in pieces) == "<b>Dark</b> modes & more"
    assert [piece.text for piece in pieces if piece.lit] == ["Dark", "modes"]


def test_a_snippet_shows_the_place_that_matters() -> None:
    text = "Nothing here. " * 60 + "The dark theme is missing. " + "Nothing there. " * 60
    shown = "".join(piece.text for piece in snippet(text, "en", {"dark", "theme"}))
    assert "dark theme" in shown
    assert len(shown) < 260
    assert shown.startswith("… ")
    assert shown.endswith(" …")
