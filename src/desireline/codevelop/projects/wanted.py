"""What of the projects is asked for: the address of a list holds all of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from desireline.codevelop.projects.models import Project
from desireline.kit.paging.api import row_id

VIEWS = ("list", "board", "timeline")
OPEN = (Project.State.ACTIVE, Project.State.HELD)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The state of the page. Whatever makes no sense is left out."""

    view: str = "list"
    state: str = "open"
    stage: str = ""
    owner: str = ""
    outcome: str = ""
    q: str = ""
    sort: str = "new"

    @classmethod
    def of(cls, given: QueryDict) -> Wanted:
        said = {field.name: given.get(field.name, "").strip()[:100] for field in fields(cls)}
        return cls(
            view=said["view"] if said["view"] in VIEWS else "list",
            state=said["state"] if said["state"] in (*Project.State.values, "all") else "open",
            stage=said["stage"],
            owner=said["owner"] if row_id(said["owner"]) else "",
            outcome=said["outcome"],
            q=said["q"],
            sort=said["sort"] if said["sort"] in SORTS else "new",
        )

    def url(self, **more: str) -> str:
        """The address of the page in this state, but for `more`."""
        values = {field.name: getattr(self, field.name) for field in fields(self)} | more
        usual = {"view": "list", "state": "open", "sort": "new"}
        kept = {key: value for key, value in values.items() if value and usual.get(key) != value}
        return reverse("projects") + (f"?{urlencode(kept)}" if kept else "")

    @property
    def narrowed(self) -> bool:
        return bool(self.stage or self.owner or self.outcome or self.q or self.state != "open")

    def of_rows(self, rows: Any) -> Any:
        """Those of the rows that are asked for; the view decides whether the state matters."""
        if self.state == "open" or self.view == "board":
            rows = rows.filter(state__in=OPEN)
        elif self.state != "all":
            rows = rows.filter(state=self.state)
        if self.stage:
            rows = rows.filter(stage__slug=self.stage)
        if self.owner:
            rows = rows.filter(owner_id=int(self.owner))
        if self.outcome:
            rows = rows.filter(outcome__slug=self.outcome)
        for word in self.q.split()[:6]:
            rows = rows.filter(Q(title__icontains=word) | Q(purpose__icontains=word))
        return rows


SORTS = {
    "new": ("created", True),
    "waiting": ("entered", False),
    "changed": ("changed", True),
}
"""What a list may be sorted by: the column, and whether the last comes first. The id is the tiebreak."""
