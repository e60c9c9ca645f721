from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StateChanged:
    """A moderator, or a number of flags, changed the state of an idea or of a comment on it."""

    idea_id: int
    comment_id: int | None
    before: int
    after: int
