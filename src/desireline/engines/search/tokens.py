"""What is written into the index for a card, and what a question looks for. No framework here.

Tokens are stems (`dark`) and meanings (`k:dark_mode`: other words for the same thing share it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from desireline.engines.search.phrases import meanings
from desireline.engines.search.protocol import Card
from desireline.kit.words.api import (
    COMMON,
    LANGUAGES,
    all_stop_words,
    language_of,
    likely,
    stem,
    stem_once,
    stems,
    stop_words,
    words,
)

LONGEST_TEXT = 20_000  # characters of tags and body that are read
ASKED_WORDS = 40
REMEMBERED = 100_000  # words of a language
COMPOUND = 8  # letters of a word that may be put together from others
COMPOSING = frozenset({"de", "nl", "sv", "da", "no", "fi"})  # languages that write compounds as one word


@dataclass(frozen=True, slots=True)
class Read:
    """A card as read: lines of tokens with a space between, and its language.

    `title` and `text` (title, tags and body) hold stems and meanings, `exact` the words as written, `back` long words
    from their end, for compounds.
    """

    title: str
    text: str
    exact: str
    back: str
    language: str


def read_card(card: Card, own_list: str = "") -> Read:
    """Everything that an index holds of a card's words."""
    language = language_of(f"{card.title} {card.body}", card.language)
    title, body = words(card.title), words(f"{' '.join(card.tags)} {card.body}"[:LONGEST_TEXT])
    tokens, line = _tokens(language), _stems(language)
    titled = [token for word in title if (token := tokens[word])]
    titled += [stem_once(word, language) for word in _joined(title)]
    said = [token for word in body if (token := tokens[word])]
    meant = [
        token
        for text in (title, body)
        for _start, _length, token in meanings(
            [*filter(None, map(line.__getitem__, text))], language, own_list
        )
    ]
    exact = [word.removeprefix("+") for word in (*title, *body)]
    return Read(
        title=" ".join(titled),
        text=" ".join([*titled, *said, *dict.fromkeys(meant)]),
        exact=" ".join(exact),
        back=" ".join({word[::-1] for word in exact if len(word) >= COMPOUND})
        if language in COMPOSING
        else "",
        language=language,
    )


def _line(found: Iterable[str], language: str) -> list[str]:
    return [stem(word, language) for word in found if word[0] != "+"]


class _Known(dict[str, str]):
    """What was made of a word, remembered."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[word] = self._make(word)
        return found


@cache
def _tokens(language: str) -> _Known:
    """Words as `words` gives them to what stands in the index; empty for those that say nothing."""
    stop = stop_words(language)

    def token(raw: str) -> str:
        word = raw[1:] if raw[0] == "+" else raw
        silent = word in stop or (len(word) < 2 and not word.isdigit() and word.isascii())
        return "" if silent else stem(word, language)

    return _Known(token)


@cache
def _stems(language: str) -> _Known:
    """Words to their stems, those that were put together to nothing."""
    return _Known(lambda word: "" if word[0] == "+" else stem(word, language))


def _joined(found: Sequence[str]) -> list[str]:
    """Neighbours written together: “dark mode” is found by “darkmode”."""
    line = [word for word in found if word[0] != "+"]
    stop = all_stop_words()
    return [
        a + b
        for a, b in pairwise(line)
        if len(a) + len(b) <= 24 and a.isalpha() and b.isalpha() and not (a in stop and b in stop)
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
    spoken = tuple(dict.fromkeys((*COMMON, *likely(line))))
    asked = [Asked(word, dict.fromkeys(stems(word, spoken), 1.0)) for word in line]
    for at, (first, second) in enumerate(pairwise(line)):
        if len(first + second) > 24 or (first in stop and second in stop):
            continue
        for token in stems(first + second, spoken):
            asked[at].also(token, 0.9)
            asked[at + 1].also(token, 0.9)
    covered: set[int] = set()
    for language in LANGUAGES if own_list else COMMON:
        for start, length, token in meanings(_line(line, language), language, own_list):
            for at in range(start, start + length):
                asked[at].also(token, 0.8)
                covered.add(at)
    kept = [one for at, one in enumerate(asked) if _says_something(one, at, line, stop, covered)]
    if typing and line and text[-1:].isalnum():
        kept = _unfinished(kept, line[-1])
    return _different(kept)


def quoted(text: str) -> list[list[str]]:
    """The phrases of a question between quotation marks, their words as written."""
    found = (as_written(phrase) for phrase in text.split('"')[1:-1:2])
    return [phrase for phrase in found if phrase]


def begun(text: str) -> tuple[str, str]:
    """What stands before the unfinished last word, and that word; empty where the text does not end in one."""
    found = as_written(text[-80:])
    if not found or not text[-1:].isalnum():
        return text, ""
    return text[: len(text.rstrip()) - len(found[-1])], found[-1]


def as_written(text: str) -> list[str]:
    return [word.lstrip("+") for word in words(text)]


def _unfinished(kept: list[Asked], last: str) -> list[Asked]:
    """The same, with what the last word may be the beginning of. Alone it may be a small one: “car”, as in card."""
    if not kept and len(last) > 1:
        return [Asked(last, prefix=last)]
    if kept and kept[-1].word == last and len(last) > 2:
        kept[-1].prefix = last
    return kept


def _stop_for(line: Sequence[str]) -> frozenset[str]:
    """Stop words of the languages that the question seems to be in; of the common ones where that is not clear."""
    languages = likely(line)
    return frozenset().union(*map(stop_words, languages)) if languages else all_stop_words()


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
