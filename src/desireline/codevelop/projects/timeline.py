"""The timeline: one row a project, one bar a visit, drawn on the server, with the same as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markupsafe import Markup

from desireline.codevelop.projects.listing import listed
from desireline.codevelop.projects.lists import frame
from desireline.codevelop.projects.models import Project, Visit
from desireline.codevelop.projects.wanted import Wanted
from desireline.codevelop.projects.words import state_words
from desireline.codevelop.stages.api import Stage
from desireline.kit.charts import svg
from desireline.people.identity.api import Person

SIZE = 40
WIDTH, NAMES, ROW, HEAD = 1100.0, 270.0, 26.0, 26.0
LETTERS = 38  # of a title


def timeline_page(person: Person | None, wanted: Wanted, cursor: str | None) -> dict[str, Any]:
    found = listed(person, wanted, cursor=cursor, size=SIZE)
    visits: dict[int, list[Visit]] = defaultdict(list)
    for visit in Visit.objects.filter(project__in=[one.pk for one in found.rows]).order_by("entered", "id"):
        visits[visit.project_id].append(visit)
    shared = frame(person, wanted)
    stages = {stage.pk: stage for stage in Stage.objects.all()}
    return {
        **shared,
        "rows": found.rows,
        "visits": visits,
        "by_id": stages,
        "places": {pk: place for place, pk in enumerate(stages)},
        "drawing": draw(found.rows, visits, stages) if found.rows else "",
        "next_url": wanted.url(**{"from": found.next}) if found.next else None,
    }


def draw(
    projects: Sequence[Project], visits: Mapping[int, Sequence[Visit]], stages: Mapping[int, Stage]
) -> Markup:
    """The bars of these projects from their first visit to now. The colour says which stage; so does the title."""
    now = timezone.now()
    first = min((one.entered for rows in visits.values() for one in rows), default=now) - timedelta(days=5)
    span = max((now - first).total_seconds(), 1.0)
    places = {pk: place for place, pk in enumerate(stages)}

    def along(moment: datetime) -> float:
        return NAMES + (moment - first).total_seconds() / span * (WIDTH - NAMES - 12)

    height = HEAD + ROW * len(projects)
    parts = [*_months(first, now, along, height)]
    words = state_words()
    for place, project in enumerate(projects):
        y = HEAD + place * ROW
        title = (
            project.title if len(project.title) <= LETTERS else project.title[: LETTERS - 1].rstrip() + "…"
        )
        inside = svg.tag("title", project.title) + svg.text(0, y + 17, title, kind="name")
        parts.append(svg.tag("a", inside, href=reverse("project", args=[project.slug])))
        for visit in visits.get(project.pk, ()):
            x, end = along(visit.entered), along(visit.left or now)
            until = _day(visit.left) if visit.left else _("now")
            said = f"{stages[visit.stage_id].name}: {_day(visit.entered)} – {until}"
            bar = {"x": x, "y": y + 6, "width": max(end - x - 1.5, 2.5), "height": 13, "rx": 4}
            parts.append(
                svg.tag("rect", svg.tag("title", said), **bar, kind=f"c{places[visit.stage_id] % 6}")
            )
        if project.stage_id is None:
            parts.append(
                _end(along(project.entered), y, words[project.state], released=project.state == "released")
            )
    return svg.chart(WIDTH, height, _("Projects over time"), parts, kind="timeline-chart", role="group")


def _end(x: float, y: float, word: str, *, released: bool) -> Markup:
    """How it ended: a dot for released, a cross for stopped."""
    named = svg.tag("title", word)
    if released:
        return svg.tag("circle", named, cx=x + 6, cy=y + 12.5, r=4.5, kind="released")
    return svg.tag("path", named, d=f"M{x + 2:.1f} {y + 8:.1f}l9 9m0-9l-9 9", kind="stopped")


def _months(first: datetime, now: datetime, along: Any, height: float) -> list[Markup]:
    """A line at the beginning of every month, or of every third where they would be too many."""
    months = (now.year - first.year) * 12 + now.month - first.month
    step = 1 if months <= 12 else 3 if months <= 48 else 12
    parts, at = [], first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while (at := (at + timedelta(days=32)).replace(day=1)) <= now:
        if (at.month - 1) % step == 0:
            x = along(at)
            parts.append(svg.tag("line", x1=x, x2=x, y1=HEAD - 6, y2=height, kind="grid"))
            parts.append(svg.text(x, HEAD - 10, date_format(at, "M Y"), anchor="middle"))
    return parts


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y")
