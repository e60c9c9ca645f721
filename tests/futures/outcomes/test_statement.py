import pytest

from desireline.futures.outcomes.rules import Advice, read_statement


def test_the_four_parts_of_a_statement_are_found() -> None:
    form = read_statement("Minimise the time it takes to know what I still owe before payday.")
    assert (form.direction, form.metric, form.context) == ("Minimise", "time", "before payday")
    assert form.object == "it takes to know what I still owe"
    assert form.complete
    assert form.advice == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The time it takes to know what I owe on payday", Advice.DIRECTION),
        ("Minimise surprises in my bank account at the end of the month", Advice.METRIC),
        ("Minimise the time", Advice.OBJECT),
        ("Minimise the time it takes to know what I owe", Advice.CONTEXT),
        ("Minimise the time it takes to find the button that pays when I shop", Advice.SOLUTION),
    ],
)
def test_what_is_missing_is_named(text: str, missing: Advice) -> None:
    assert missing in read_statement(text).advice


@pytest.mark.parametrize(
    "text",
    [
        "Minimiere die Zeit, bis ich weiß, was ich noch schulde, wenn der Monat endet",
        "Reducir el tiempo que tardo en saber cuánto debo antes de cobrar",
        "Réduire le temps nécessaire pour savoir ce que je dois avant la paie",
    ],
)
def test_statements_in_other_languages_are_read(text: str) -> None:
    assert read_statement(text).complete


def test_an_empty_text_misses_everything_but_breaks_nothing() -> None:
    assert not read_statement("   ").complete
