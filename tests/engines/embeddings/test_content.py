from desireline.engines.embeddings.api import content


def test_the_words_that_say_something_are_left_with_their_stems() -> None:
    found = content("I am still waiting for my 2 new cards!")
    stems = [stem for stem, _word in found]
    assert "card" in stems
    assert not {"i", "am", "for", "my", "2"} & {word for _stem, word in found}


def test_forms_of_a_german_word_meet() -> None:
    one, two = content("die Rechnungen sind falsch"), content("eine Rechnung ist falsch")
    assert {stem for stem, _word in one} == {stem for stem, _word in two}


def test_words_stand_as_they_were_written() -> None:
    assert tuple(word for _stem, word in content("Beträge vorlesen")) == ("beträge", "vorlesen")
