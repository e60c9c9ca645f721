"""What other features hear about ideas."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["IdeaEdited", "IdeaPosted", "Marked", "Responded", "StatusChanged"]


@dataclass(frozen=True, slots=True)
class IdeaPosted:
    """A new idea. `state` says whether it is shown or waits for a moderator; `supported`: its author votes for it.

    `account_id` is the author's. The pages that show the idea are told already.
    """

    idea_id: int
    board_id: int
    author_id: int | None
    state: int
    supported: bool = False
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class IdeaEdited:
    """Title, text, files or links of an idea changed."""

    idea_id: int
    board_id: int
    by: int | None


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """An idea moved from one status to another."""

    idea_id: int
    board_id: int
    change_id: int
    before_id: int | None
    after_id: int
    by: int | None


@dataclass(frozen=True, slots=True)
class Responded:
    """The organisation answered, or changed its answer (`first` is then false)."""

    idea_id: int
    board_id: int
    by: int | None
    first: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """An idea was pinned, closed or archived, or that ended (`on` is then false)."""

    idea_id: int
    board_id: int
    kind: str
    on: bool
    by: int | None
