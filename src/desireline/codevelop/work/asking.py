"""Questions to those who take part, their answers, and what changed because of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.projects.models import Project
from desireline.codevelop.work.access import is_asked
from desireline.codevelop.work.making import stage_for
from desireline.codevelop.work.models import Answer, Assumption, Change, Question
from desireline.codevelop.work.telling import tell_answer, tell_change
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

LONGEST = 5000


@transaction.atomic
def ask(
    project: Project, *, by: Person, text: str, in_showcase: bool = False, stage: int | None = None
) -> Question:
    """Ask those who take part; `in_showcase`: everyone whom the showcase reaches."""
    must(by, Permission.CODEVELOP)
    _needed(text, _("Write the question."), "text")
    where = stage_for(project, stage)
    return Question.objects.create(
        project=project, stage=where, text=text.strip(), in_showcase=in_showcase, by=by
    )


@transaction.atomic
def change_question(question: Question, *, by: Person, **values: Any) -> Question:
    """Change whom it reaches and its stage; its words only while nobody has answered them."""
    must(by, Permission.CODEVELOP)
    text = values.get("text", question.text).strip()
    _needed(text, _("Write the question."), "text")
    if text != question.text and question.answers.exists():
        raise Refused(_("People have answered these words. Ask anew instead."), field="text")
    if "stage" in values:
        question.stage = stage_for(question.project, values["stage"])
    question.text, question.in_showcase = text, values.get("in_showcase", question.in_showcase)
    question.save()
    return question


@transaction.atomic
def close_question(question: Question, *, by: Person) -> None:
    """No more answers. `open_question` undoes it."""
    must(by, Permission.CODEVELOP)
    Question.objects.filter(pk=question.pk, closed_at__isnull=True).update(closed_at=timezone.now())


@transaction.atomic
def open_question(question: Question, *, by: Person) -> None:
    """Answers are welcome again."""
    must(by, Permission.CODEVELOP)
    Question.objects.filter(pk=question.pk).update(closed_at=None)


@transaction.atomic
def answer(question: Question, *, by: Person, text: str) -> Answer:
    """Answer a question. One answer each: said anew, it replaces what was said.

    Raises Refused for a question that the person is not asked, one that is closed, and for no words.
    """
    must(by, Permission.CONTRIBUTE)
    question = Question.objects.select_related("project").get(pk=question.pk)
    if question.closed_at is not None or not is_asked(question, by):
        raise Refused(_("This question is closed. Thank you for wanting to answer."))
    _needed(text, _("Write your answer."), "text")
    said = text.strip()[:LONGEST]
    row, made = Answer.objects.update_or_create(
        question=question, person=by, defaults={"text": said, "at": timezone.now()}
    )
    if made:
        tell_answer(question, by=by)
    return row


@transaction.atomic
def take_back_answer(question: Question, *, by: Person) -> None:
    """The person's answer is gone."""
    Answer.objects.filter(question=question, person=by).delete()


@transaction.atomic
def note_change(project: Project, *, by: Person, said: str, changed: str, **values: Any) -> Change:
    """You said, we changed. `values`: question, assumption (ids of this project), in_showcase, stage (an id).

    Who answered the question is told.
    """
    must(by, Permission.CODEVELOP)
    _needed(said, _("Write what people said."), "said")
    _needed(changed, _("Write what changed because of it."), "changed")
    made = Change.objects.create(
        project=project,
        stage=stage_for(project, values.get("stage")),
        said=said.strip(),
        changed=changed.strip(),
        question=_of(Question, project, values.get("question")),
        assumption=_of(Assumption, project, values.get("assumption")),
        in_showcase=values.get("in_showcase", True),
        by=by,
    )
    tell_change(made, by=by)
    return made


@transaction.atomic
def edit_change(change: Change, *, by: Person, **values: Any) -> Change:
    """Change any of said, changed, question, assumption, in_showcase, stage. Nobody is told twice."""
    must(by, Permission.CODEVELOP)
    project = change.project
    if "stage" in values:
        change.stage = stage_for(project, values["stage"])
    for name in ("said", "changed", "in_showcase"):
        setattr(change, name, values.get(name, getattr(change, name)))
    _needed(change.said, _("Write what people said."), "said")
    _needed(change.changed, _("Write what changed because of it."), "changed")
    if "question" in values:
        change.question = _of(Question, project, values["question"])
    if "assumption" in values:
        change.assumption = _of(Assumption, project, values["assumption"])
    change.save()
    return change


@transaction.atomic
def remove_change(change: Change, *, by: Person) -> None:
    """It is not shown any more. `restore_change` brings it back."""
    must(by, Permission.CODEVELOP)
    Change.objects.filter(pk=change.pk, removed_at__isnull=True).update(removed_at=timezone.now())


@transaction.atomic
def restore_change(change: Change, *, by: Person) -> None:
    must(by, Permission.CODEVELOP)
    Change.objects.filter(pk=change.pk).update(removed_at=None)


def _of(model: Any, project: Project, pk: int | None) -> Any:
    return model.objects.filter(project=project, pk=pk).first() if pk else None


def _needed(text: str, message: str, field: str) -> None:
    if not text.strip():
        raise Refused(message, field=field)
