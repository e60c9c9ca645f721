"""Projects in rows: the list and the showcase, page by page by key."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.wanted import SORTS, Wanted
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.paging.api import Page, decode, moment_in, number_in, page_of
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
    after = decode(cursor, length=2)
    if after and (moment := moment_in(after[0])) and (pk := number_in(after[1])):
        way = "lt" if down else "gt"
        rows = rows.filter(Q(**{f"{column}__{way}": moment}) | Q(**{column: moment, f"pk__{way}": pk}))
    sign = "-" if down else ""
    found = rows.select_related("stage", "owner", "outcome").order_by(f"{sign}{column}", f"{sign}id")[
        : size + 1
    ]
    return page_of(list(found), size=size, key=lambda one: (getattr(one, column).isoformat(), one.pk))


def outcomes_seen(person: Person | None, projects: Any) -> set[int]:
    """Ids of the outcomes of these projects that the person may see. One query."""
    ids = {one.outcome_id for one in projects}
    return set(DesiredOutcome.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
