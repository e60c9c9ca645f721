"""Pure rules of ideas: links to films, differences between texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_YOUTUBE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:\S*?&)?v=|shorts/|embed/)|youtu\.be/)([\w-]{11})(?![\w-])"
)
_VIMEO = re.compile(r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{6,12})(?!\d)")


@dataclass(frozen=True, slots=True)
class Film:
    """A film at another place. It is not asked for anything before the reader starts it."""

    host: str
    id: str

    @property
    def key(self) -> str:
        return f"{self.host}-{self.id}"

    @property
    def name(self) -> str:
        return {"youtube": "YouTube", "vimeo": "Vimeo"}[self.host]

    @property
    def frame(self) -> str:
        if self.host == "youtube":
            return f"https://www.youtube-nocookie.com/embed/{self.id}?autoplay=1"
        return f"https://player.vimeo.com/video/{self.id}?dnt=1&autoplay=1"


def films(text: str, *, most: int = 4) -> list[Film]:
    """The films that a text links to, in order, each once."""
    found = [(match.start(), Film("youtube", match[1])) for match in _YOUTUBE.finditer(text)]
    found += [(match.start(), Film("vimeo", match[1])) for match in _VIMEO.finditer(text)]
    return list(dict.fromkeys(film for _, film in sorted(found, key=lambda pair: pair[0])))[:most]


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """The texts as one: pieces marked "same", "gone" or "new". Long texts are compared by line, short ones by word."""
    split = re.compile(r"(\s+)") if len(before) + len(after) < 12_000 else re.compile(r"(\n+)")
    old, new = split.split(before), split.split(after)
    pieces: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(("gone", "".join(old[a:b])))
        if d > c:
            pieces.append(("new", "".join(new[c:d])))
    return pieces
