"""Who takes part, on the page of the project: for the team."""

from __future__ import annotations

from django.db.models import Count

from desireline.codevelop.participation.models import Call, Participant
from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.panels import ProjectPanel
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

SHOWN = 8


def participants(project: Project, person: Person | None) -> ProjectPanel | None:
    """How many take part, applied and were invited, and some faces. Three queries."""
    if not may(person, Permission.CODEVELOP):
        return None
    rows = Participant.objects.filter(project=project)
    counted = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    faces = (
        rows.filter(state=Participant.State.JOINED).select_related("person").order_by("-since", "-pk")[:SHOWN]
    )
    calls = Call.objects.filter(project=project, opened_at__isnull=False, closed_at__isnull=True).count()
    context = {"counted": counted, "people": [row.person for row in faces], "calls": calls}
    return ProjectPanel("participation/_panel.html", context, order=45, beside=True)
