"""What is written into the index for a card, and what a question looks for. No framework here.

Tokens: a stem anywhere `dark`, a stem in the title `t:dark`, a title word as written `w:darker`, a meaning
`k:dark_mode`, an allow token `a:audience:3`, the type `y:idea`, a facet `f:board:3`, a tag
`f:tag:mobile`, an account `f:account:7`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from desireline.engines.search.folding import (
    LANGUAGES,
    all_stop_words,
    fold,
    language_of,
    stem,
    stems,
    stop_words,
    words,
)
from desireline.engines.search.phrases import meanings
from desireline.engines.search.protocol import Card

BODY_WORDS = 300
ASKED_WORDS = 40
_UNSAFE = re.compile(r"[^\w:\-]+")


def allow_token(token: str) -> str:
    return "a:" + _UNSAFE.sub("_", fold(token))


def facet_token(facet: str) -> str:
    return "f:" + _UNSAFE.sub("_", fold(facet))


def type_token(name: str) -> str:
    return "y:" + _UNSAFE.sub("_", fold(name))


@dataclass(frozen=True, slots=True)
class Read:
    """A card as read: all tokens, its language, its title's length in words, and the words for the dictionary."""

    tokens: str
    language: str
    size: int
    words: dict[str, str]


def read_card(card: Card, own_list: str = "") -> Read:
    """Everything that the index holds of a card."""
    tags = " ".join(card.tags)
    language = language_of(f"{card.title} {card.body}", card.language)
    title, body = words(card.title), words(f"{tags} {card.body}"[:8000])[:BODY_WORDS]
    found = {type_token(card.type): None}
    found.update(dict.fromkeys(allow_token(token) for token in card.allow if token))
    found.update(dict.fromkeys(facet_token(facet) for facet in card.facets))
    found.update(dict.fromkeys(facet_token(f"tag:{tag}") for tag in card.tags))
    found.update(dict.fromkeys(facet_token(f"account:{account}") for account in card.accounts))
    seen: dict[str, str] = {}
    for word, token in _stemmed([*title, *_joined(title)], language, seen):
        found.update({f"t:{token}": None, token: None, f"w:{word}": None})
    for _word, token in _stemmed(body, language, seen):
        found[token] = None
    for text in (title, body):
        line = [stem(word, language) for word in text if word[0] != "+"]
        found.update({token: None for _start, _length, token in meanings(line, language, own_list)})
    return Read(" ".join(found), language, sum(word[0] != "+" for word in title), seen)


def _stemmed(found: Iterable[str], language: str, seen: dict[str, str]) -> Iterable[tuple[str, str]]:
    stop = stop_words(language)
    for raw in found:
        word = raw.lstrip("+")
        if word in stop or (len(word) < 2 and not word.isdigit() and word.isascii()):
            continue
        token = stem(word, language)
        seen[word] = token
        yield word, token


def _joined(found: Sequence[str]) -> list[str]:
    """Neighbours written together: “dark mode” is found by “darkmode”."""
    line = [word for word in found if word[0] != "+"]
    stop = all_stop_words()
    return [
        "+" + a + b
        for a, b in pairwise(line)
        if len(a + b) <= 24 and a.isalpha() and b.isalpha() and not (a in stop and b in stop)
    ]


@dataclass(slots=True)
class Asked:
    """A word of a question: the tokens that answer it, each with how good an answer it is (0..1)."""

    word: str
    tokens: dict[str, float] = field(default_factory=dict)
    prefix: str = ""
    completed: Sequence[str] = ()  # known words that the unfinished one may become

    def keep(self, tokens: Iterable[str]) -> None:
        """Only these of the tokens."""
        self.tokens = {token: self.tokens[token] for token in tokens}

    def also(self, token: str, worth: float) -> None:
        if worth > self.tokens.get(token, 0.0):
            self.tokens[token] = worth


def read_question(text: str, own_list: str = "", *, typing: bool = False) -> list[Asked]:
    """The meaningful words of a question. With `typing`, the last one may be unfinished."""
    found = words(text[:1000])[:ASKED_WORDS]
    line = [word for word in found if word[0] != "+"]
    stop = _stop_for(line)
    asked = [Asked(word, dict.fromkeys(stems(word), 1.0)) for word in line]
    for at, (first, second) in enumerate(pairwise(line)):
        if len(first + second) > 24 or (first in stop and second in stop):
            continue
        for token in stems(first + second):
            asked[at].also(token, 0.9)
            asked[at + 1].also(token, 0.9)
    covered: set[int] = set()
    for language in LANGUAGES:
        for start, length, token in meanings([stem(word, language) for word in line], language, own_list):
            for at in range(start, start + length):
                asked[at].also(token, 0.8)
                covered.add(at)
    kept = [one for at, one in enumerate(asked) if _says_something(one, at, line, stop, covered)]
    if typing and kept and text[-1:].isalnum() and line and kept[-1].word == line[-1] and len(line[-1]) > 2:
        kept[-1].prefix = line[-1]
    return _different(kept)


def _stop_for(line: Sequence[str]) -> frozenset[str]:
    """Stop words of the languages that the question seems to be in; all of them where that is not clear."""
    counts = {language: sum(word in stop_words(language) for word in line) for language in LANGUAGES}
    most = max(counts.values())
    if not most:
        return all_stop_words()
    return frozenset().union(*(stop_words(language) for language, n in counts.items() if n == most))


def _says_something(
    one: Asked, at: int, line: Sequence[str], stop: frozenset[str], covered: set[int]
) -> bool:
    alone = len(one.word) < 2 and not one.word.isdigit() and one.word.isascii()
    if one.word in stop or alone:
        return at in covered and _only_by_meaning(one, line, stop)
    return True


def _only_by_meaning(one: Asked, line: Sequence[str], stop: frozenset[str]) -> bool:
    """A small word that is part of a phrase counts only where the phrase holds nothing but small words."""
    return all(word in stop for word in line)


def _different(asked: Sequence[Asked]) -> list[Asked]:
    kept: dict[tuple[str, ...], Asked] = {}
    for one in asked:
        kept.setdefault(tuple(sorted(one.tokens)), one)
    return list(kept.values())
