"""Other words for the same thing: phrases of one meaning share one token. No framework here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from desireline.kit.words.api import LANGUAGES, same_things, stem, words

LONGEST_PHRASE = 4
Meanings = dict[tuple[str, ...], str]


def _key(phrase: str, language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in words(phrase) if word[0] != "+")


@cache
def built_in(language: str) -> Meanings:
    """Phrases (as stems) to the token of their meaning."""
    found: Meanings = {}
    for block in same_things():
        name = _token(block["en"][0])
        for phrase in block.get(language, []):
            found.setdefault(_key(phrase, language), name)
    return found


def _token(phrase: str) -> str:
    return "k:" + "_".join(word for word in words(phrase) if word[0] != "+")


@cache
def own(text: str) -> dict[str, Meanings]:
    """The instance's list, one meaning a line, phrases divided by “=”, by language (each line counts in all)."""
    found: dict[str, Meanings] = {language: {} for language in LANGUAGES}
    for line in text.splitlines():
        phrases = [phrase for phrase in line.split("=") if words(phrase)]
        if len(phrases) < 2:
            continue
        for language in LANGUAGES:
            known = [_key(phrase, language) for phrase in phrases]
            token = next(
                (built_in(language)[key] for key in known if key in built_in(language)), _token(phrases[0])
            )
            found[language].update(dict.fromkeys(known, token))
    return found


@cache
def _begins(language: str, own_list: str) -> frozenset[str]:
    """The first stems of all phrases."""
    known = [built_in(language), *([own(own_list)[language]] if own_list else [])]
    return frozenset(phrase[0] for phrases in known for phrase in phrases if phrase)


def meanings(line: Sequence[str], language: str, own_list: str = "") -> Iterable[tuple[int, int, str]]:
    """Each phrase in a line of stems: where it starts, how many words it has, and the token of its meaning."""
    lists = (built_in(language), own(own_list)[language]) if own_list else (built_in(language),)
    begins = _begins(language, own_list)
    if begins.isdisjoint(line):
        return
    for start, first in enumerate(line):
        if first not in begins:
            continue
        for length in range(1, min(LONGEST_PHRASE, len(line) - start) + 1):
            key = tuple(line[start : start + length])
            for known in lists:
                if key in known:
                    yield start, length, known[key]
