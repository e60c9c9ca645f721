"""When new words wait, and when they are hidden until someone has looked."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINK = re.compile(r"https?://|www\.|\]\(", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the organisation chose."""

    reads_first: str  # "new" people, "all" customers, or "none"
    most_links: int
    words: frozenset[str]


def links(text: str) -> int:
    """How many links a text has, written out or as Markdown."""
    return len(_LINK.findall(text))


def waits(policy: Policy, text: str, *, trusted: bool, repeated: bool) -> bool:
    """Whether a text waits for the team. Words on the list make everyone's text wait."""
    if policy.reads_first == "all" or has_word(policy.words, text):
        return True
    if trusted:
        return False
    return policy.reads_first == "new" or repeated or links(text) > policy.most_links


def has_word(words: frozenset[str], text: str) -> bool:
    """Whether one of the listed words (whole words, any case) stands in the text."""
    return bool(words) and any(word in words for word in _WORD.findall(text.casefold()))


def too_fast(seconds: float) -> bool:
    """Whether a form came back sooner than a person can fill it in."""
    return seconds < 2
