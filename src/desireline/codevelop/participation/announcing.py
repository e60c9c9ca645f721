"""A call opens: those it is for, who follow what its project grew out of or have a part in that, hear of it once.

Of a confidential project nobody is told: that one's idea led to it would say what it is.
"""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.participation.access import open_calls, open_calls_for
from desireline.codevelop.participation.models import Call, Participant
from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.provenance import contributors, ideas_behind
from desireline.kit.jobs.api import enqueue
from desireline.people.audiences.api import among
from desireline.people.identity.api import Person
from desireline.people.notices.api import followers, notify, silenced_by

KIND, JOB = "call", "participation.call"
WAIT = timedelta(minutes=5)  # in which opening it can be taken back, and nobody noticed
LATE = timedelta(days=60)  # notices are kept longer: a call that is opened again after that is no news
TEXT = _("It belongs to something that you follow or have a part in. See what it asks of you.")


def announce_soon(call: Call) -> None:
    """In a few minutes, in the caller's transaction."""
    if call.way != Call.Way.INVITATION:
        enqueue(JOB, {"call": call.pk}, key=f"{JOB}:{call.pk}", due=timezone.now() + WAIT)


def announce(pk: int) -> int:
    """For the job: tell those who were not told yet. Returns how many. Again is harmless."""
    call = open_calls_for(None).select_related("project").filter(pk=pk).first()
    if call is None or call.project.confidential or _late(call):
        return 0
    topics, by = topics_of(call.project), Person.objects.filter(pk=call.by_id or 0).first()
    people = {one.person for one in contributors(call.project)}.union(*map(followers, topics))
    return notify(
        KIND,
        topic=f"call:{call.pk}",
        title=format_lazy(_("A team looks for people: {call}"), call=call.title),
        text=TEXT,
        url=reverse("call", args=[call.pk]),
        by=by,
        to=people,
        skip=_known(call.project).union(*map(silenced_by, topics)),
        audience=call.audience_id,
        since=call.at,
    )


def topics_of(project: Project) -> list[str]:
    """What its people may follow, or have silenced: the project, its outcome, the ideas behind it."""
    ideas = (f"idea:{pk}" for pk in sorted(ideas_behind(project)))
    return [f"project:{project.pk}", f"outcome:{project.outcome_id}", *ideas]


def _known(project: Project) -> set[int]:
    """Whoever was asked, answered, left or was refused needs no call."""
    return set(Participant.objects.filter(project=project).values_list("person_id", flat=True))


def _late(call: Call) -> bool:
    return call.opened_at is not None and call.opened_at < timezone.now() - LATE


def calls_seen(person: Person, ids: set[int]) -> set[int]:
    """For notices: those of the calls that the person can answer now."""
    rows = open_calls(person).filter(pk__in=ids, project__confidential=False)
    return set(rows.values_list("pk", flat=True))


def hear_call(pk: int, people: set[int]) -> set[int]:
    """For notices: those of the people for whom the call is."""
    rows = open_calls_for(None).filter(pk=pk, project__confidential=False)
    audience = rows.values_list("audience_id", flat=True).first()
    return among(audience, people) if audience else set()
