"""The words of a text: without accents, their stems, and the language they are in. No framework here."""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import Stemmer

__all__ = [
    "COMMON",
    "LANGUAGES",
    "all_stop_words",
    "fold",
    "language_of",
    "level",
    "likely",
    "same_things",
    "stem",
    "stem_once",
    "stems",
    "stop_words",
    "words",
]

_NAMES = {
    "en": "english", "de": "german", "es": "spanish", "fr": "french", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish", "ru": "russian",
}  # fmt: skip
LANGUAGES = tuple(_NAMES)
COMMON = LANGUAGES[:4]  # a question that does not tell its language is read in these
LONGEST = 40  # characters of a word that count
_RUNS = re.compile(r"[^\W_]+(?:['’\-‐‑–/.&+_][^\W_]+)*")
_PLAIN_RUNS = re.compile(r"[a-z0-9]+(?:['\-/.&+_][a-z0-9]+)*")  # twice as fast
_PARTS = re.compile(r"[^\W_]+")
_GLUE = re.compile(r"['’\-‐‑.&+_]")
_WIDE = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯]")
_UMLAUTS = re.compile(r"ae|oe|(?<![qae])ue")
_OTHER_NAMES = {"nb": "no", "nn": "no"}
_MARKS = re.compile("[̀-ͯ]")


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "lists" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words of a language that say nothing about the subject, folded."""
    return frozenset(_data("stop").get(language, "").split())


@cache
def all_stop_words() -> frozenset[str]:
    """The small words of the common languages."""
    return frozenset().union(*(stop_words(language) for language in COMMON))


def same_things() -> list[dict[str, list[str]]]:
    """The built-in lists of other words for the same thing, by language."""
    return list(_data("same")["same"])


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Small letters without accents; ligatures, width and ß are levelled."""
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", flat))


def words(text: str) -> list[str]:
    """The folded words in order. “E-mail” gives e, mail and, marked by a leading “+”, email."""
    plain = text.isascii()
    runs: list[str] = _PLAIN_RUNS.findall(text.lower()) if plain else _RUNS.findall(text)
    if plain and all(map(str.isalnum, runs)) and max(map(len, runs), default=0) <= LONGEST:
        return runs
    found: list[str] = []
    for raw in runs:
        run = raw if plain else fold(raw)
        if run.isalnum() and len(run) <= LONGEST and (plain or not _WIDE.search(run)):
            found.append(run)
            continue
        if _WIDE.search(run):
            found.extend(_pairs(run))
            continue
        parts = _PARTS.findall(run)
        found.extend(part[:LONGEST] for part in parts)
        if len(parts) > 1 and _GLUE.search(run):
            found.append("+" + "".join(parts)[:LONGEST])
    return found


def _pairs(run: str) -> Iterable[str]:
    """Scripts without spaces are cut into overlapping pairs of characters."""
    return [run[i : i + 2] for i in range(max(1, len(run) - 1))]


def language_of(text: str, given: str = "") -> str:
    """One of LANGUAGES: the given one if it is, else the one whose small words are most frequent, else English."""
    short = _OTHER_NAMES.get(given[:2].lower(), given[:2].lower())
    if short in LANGUAGES:
        return short
    return next(iter(likely(words(text[:1000]))), "en")


def likely(line: Sequence[str]) -> tuple[str, ...]:
    """The languages with the most small words among these; none where there are none.

    One small word does not make a less common language: Danish “mod” is the beginning of a mode in English.
    """
    counts = Counter(language for word in line for language in _languages_of(word))
    most = max((n for language, n in counts.items() if n > 1 or language in COMMON), default=0)
    best = [language for language in LANGUAGES if most and counts[language] == most]
    return tuple([language for language in best if language in COMMON] or best)


@cache
def _small() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        for word in stop_words(language):
            found[word] = (*found.get(word, ()), language)
    return found


def _languages_of(word: str) -> tuple[str, ...]:
    return _small().get(word, ())


class _Stemmers(threading.local):
    """A stemmer is not for two threads at once."""

    def __init__(self) -> None:
        self.by_language = {language: Stemmer.Stemmer(name, 0) for language, name in _NAMES.items()}


_stemmers = _Stemmers()


def stem_once(word: str, language: str) -> str:
    """Like `stem`, for words that hardly come twice: it would forget others for them."""
    if len(word) < 3 or not word.isalpha():
        return word
    if language == "de":
        word = level(word)
    elif language == "es" and word.endswith(("cion", "sion")):
        word = word[:-2] + "ón"
    found = _stemmers.by_language[language].stemWord(word)
    return level(found if found.isascii() else fold(found)) or word


@lru_cache(maxsize=131072)
def stem(word: str, language: str) -> str:
    """The stem of a folded word. Two spellings of an umlaut, and plurals with and without accents, meet."""
    return stem_once(word, language)


@lru_cache(maxsize=65536)
def stems(word: str, languages: tuple[str, ...] = COMMON) -> tuple[str, ...]:
    """The different stems of a word that may be in any of these languages."""
    return tuple(dict.fromkeys(stem(word, language) for language in languages))


def level(word: str) -> str:
    """The two spellings of an umlaut made one."""
    return _UMLAUTS.sub(lambda match: match[0][0], word)
