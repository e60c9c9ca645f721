"""Projects in rows: the list and the showcase, page by page by key."""

from __future__ import annotations

from typing import Any

from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.wanted import SORTS, Wanted
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.paging.api import Page, by_moment
from desireline.people.identity.api import Person

SIZE = 30


def listed(
    person: Person | None, wanted: Wanted, *, cursor: str | None = None, size: int = SIZE
) -> Page[Project]:
    """Projects that are asked for and that the person may see, with stage, owner and outcome."""
    return _paged(
        wanted.of_rows(Project.objects.visible_to(person)), *SORTS[wanted.sort], cursor=cursor, size=size
    )


def showcased(
    person: Person | None, *, released: bool | None = None, cursor: str | None = None
) -> Page[Project]:
    """What the showcase has for the person, the newest first. `released`: only those, or only the others."""
    rows = Project.objects.in_showcase(person)
    if released is not None:
        rows = rows.filter(state="released") if released else rows.exclude(state="released")
    return _paged(rows, "shown", True, cursor=cursor, size=SIZE)


def _paged(rows: Any, column: str, down: bool, *, cursor: str | None, size: int) -> Page[Project]:
    return by_moment(rows.select_related("stage", "owner", "outcome"), column, cursor, size=size, down=down)


def outcomes_seen(person: Person | None, projects: Any) -> set[int]:
    """Ids of the outcomes of these projects that the person may see. One query."""
    ids = {one.outcome_id for one in projects}
    return set(DesiredOutcome.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
