"""Who works on a project hears of answers; who answered hears what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.gates.telling import those_at_work
from desireline.codevelop.work.access import is_asked
from desireline.codevelop.work.models import Answer, Change, Question
from desireline.people.notices.api import notify

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

ANSWERED, CHANGED = "project_answer", "project_change"


def tell_answer(question: Question, *, by: Person) -> None:
    project = question.project
    notify(
        ANSWERED,
        topic=f"project:{project.pk}",
        title=format_lazy(
            _("{title}: an answer to “{question}”"), title=project.title, question=question.text
        ),
        url=reverse("project_question", args=[project.slug, question.pk]),
        by=by,
        to=those_at_work(project),
    )


def tell_change(change: Change, *, by: Person) -> None:
    """Those who answered the question and still see it."""
    question, project = change.question, change.project
    if question is None:
        return
    rows = Answer.objects.filter(question=question, person__isnull=False).select_related("person")
    people = [row.person for row in rows if row.person]
    notify(
        CHANGED,
        topic=f"question:{question.pk}",  # not the project: whoever was asked need not see that
        title=format_lazy(_("{title}: you said, we changed"), title=project.title),
        text=change.changed,
        url=reverse("project_question", args=[project.slug, question.pk]),
        by=by,
        to=[person.pk for person in people if is_asked(question, person)],
    )
