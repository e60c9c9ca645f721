"""Text as search sees it: words without accents, their stems, and the language they are in. No framework here."""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import Stemmer

LANGUAGES = ("en", "de", "es", "fr")
LONGEST = 40  # characters of a word that count
_NAMES = {"en": "english", "de": "german", "es": "spanish", "fr": "french"}
_RUNS = re.compile(r"[^\W_]+(?:['’\-‐‑–/.&+_][^\W_]+)*")
_PARTS = re.compile(r"[^\W_]+")
_GLUE = re.compile(r"['’\-‐‑.&+_]")
_WIDE = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯]")
_UMLAUTS = re.compile(r"ae|oe|(?<![qae])ue")
_MARKS = re.compile("[̀-ͯ]")


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words of a language that say nothing about the subject, folded."""
    return frozenset(_data("stop").get(language, "").split())


@cache
def all_stop_words() -> frozenset[str]:
    return frozenset().union(*(stop_words(language) for language in LANGUAGES))


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
    found: list[str] = []
    for match in _RUNS.finditer(text):
        run = fold(match[0])
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
    short = given[:2].lower()
    if short in LANGUAGES:
        return short
    seen = words(text[:1000])
    counts = {language: sum(word in stop_words(language) for word in seen) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: counts[language])
    return best if counts[best] else "en"


class _Stemmers(threading.local):
    """A stemmer is not for two threads at once."""

    def __init__(self) -> None:
        self.by_language = {language: Stemmer.Stemmer(name, 0) for language, name in _NAMES.items()}


_stemmers = _Stemmers()


@lru_cache(maxsize=131072)
def stem(word: str, language: str) -> str:
    """The stem of a folded word. Two spellings of an umlaut, and plurals with and without accents, meet."""
    if len(word) < 3 or not word.isalpha() or not word.isascii():
        return word
    if language == "de":
        word = level(word)
    elif language == "es" and word.endswith(("cion", "sion")):
        word = word[:-2] + "ón"
    return level(fold(_stemmers.by_language[language].stemWord(word))) or word


def stems(word: str) -> tuple[str, ...]:
    """The different stems of a word whose language is not known."""
    return _stems(word)


@lru_cache(maxsize=65536)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem(word, language) for language in LANGUAGES))


def level(word: str) -> str:
    """The two spellings of an umlaut made one."""
    return _UMLAUTS.sub(lambda match: match[0][0], word)
