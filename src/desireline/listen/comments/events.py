from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentPosted:
    """A comment or an internal note was written. `shown`: everyone who sees the idea sees it."""

    comment_id: int
    idea_id: int
    author_id: int | None
    shown: bool
    internal: bool


@dataclass(frozen=True, slots=True)
class CommentChanged:
    """A comment was edited, removed, hidden or approved."""

    comment_id: int
    idea_id: int
    shown: bool
