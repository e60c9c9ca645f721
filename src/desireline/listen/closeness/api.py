"""From which closeness on ideas count as alike, and what people said of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from desireline.listen.closeness.known import DEFAULT, thresholds
from desireline.listen.closeness.learning import everybody
from desireline.listen.closeness.models import Judgement
from desireline.listen.closeness.near import Close, closest, near, said
from desireline.listen.closeness.rules import Thresholds
from desireline.people.identity.api import Person

__all__ = [
    "DEFAULT",
    "Close",
    "Judgement",
    "Thresholds",
    "closest",
    "everybody",
    "judge",
    "near",
    "said",
    "thresholds",
    "withdraw",
]


def judge(
    kind: Judgement.Kind,
    idea_id: int,
    *,
    board_id: int,
    other_id: int | None = None,
    words: str = "",
    closeness: float | None = None,
    by: Person | None = None,
) -> int:
    """Note what was said of a pair, in the caller's transaction; a later word takes the place of the earlier.

    `board_id` is that of the idea. A closeness that is not given is measured in the night. Returns the id.
    """
    values: dict[str, Any] = {
        "board_id": board_id,
        "kind": kind,
        "by": by,
        "at": timezone.now(),
        "void_at": None,
    }
    if closeness is not None:
        values["closeness"] = closeness
    if other_id is None:
        return Judgement.objects.create(idea_id=idea_id, words=words[:140], **values).pk
    row, _new = Judgement.objects.update_or_create(idea_id=idea_id, other_id=other_id, defaults=values)
    return row.pk


def withdraw(ids: Iterable[int]) -> None:
    """These judgements were undone."""
    Judgement.objects.filter(pk__in=list(ids)).delete()
