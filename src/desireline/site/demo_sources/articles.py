"""200 help articles: twenty things that the bank has, ten questions about each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent / "files" / "articles.toml"


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    title: str
    body: str
    area: str
    internal: bool


def articles() -> list[Article]:
    """All of them, in a fixed order."""
    texts = tomllib.loads(TEXTS.read_text("utf-8"))
    found: list[Article] = []
    for area in texts["area"]:
        for question in texts["question"]:
            title = _titled(question["title"].format(**area))
            body = f"{area['special']} {question['text'].format(**area)}"
            number = f"{len(found) + 1:03d}"
            found.append(Article(number, title, body, area["name"], question.get("internal", False)))
    return found


def _titled(title: str) -> str:
    """With the article that the words want, or none."""
    for word in ("account", "overdraft"):
        title = title.replace(f" a {word}", f" an {word}").replace(f"A {word}", f"An {word}")
    for word in ("data for", "sign-in with"):
        title = title.replace(f" a {word}", f" {word}").replace(f"A {word}", word.capitalize())
    return title
