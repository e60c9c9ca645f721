"""Calls: a project says whom it looks for, and people answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation import steps, telling
from desireline.codevelop.participation.agreeing import check_ready
from desireline.codevelop.participation.announcing import announce_soon
from desireline.codevelop.participation.models import Call, CallAnswer, CallQuestion, Participant
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.people.audiences.api import visible_ids
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

__all__ = ["answer", "change", "close", "is_open", "make", "open_call", "unopen"]

FIELDS = ("title", "text", "way", "audience", "places", "until", "agreement", "cohort")
LONGEST, MOST_QUESTIONS = 5000, 20


@transaction.atomic
def make(project: Project, *, by: Person, questions: Sequence[Mapping[str, Any]] = (), **fields: Any) -> Call:
    """A draft. `fields`: those of FIELDS; `questions`: text, kind, choices, required of each, in their order."""
    must(by, Permission.CODEVELOP)
    call = _save(Call(project=project, by=by), fields)
    ask(call, questions, by=by)
    return call


@transaction.atomic
def change(call: Call, *, by: Person, **fields: Any) -> Call:
    """Change what is not closed. The way and the agreement stay once it is open: people answered to these."""
    must(by, Permission.CODEVELOP)
    if call.opened_at is not None:
        fields = {name: value for name, value in fields.items() if name not in ("way", "agreement")}
        announce_soon(call)  # another audience brings others
    return _save(call, fields)


def _save(call: Call, fields: Mapping[str, Any]) -> Call:
    for name in FIELDS:
        if name in fields:
            setattr(call, name, fields[name])
    call.title = " ".join(call.title.split())[:120]
    if not call.title:
        raise Refused(_("Say in a line whom you look for."), field="title")
    if call.way not in Call.Way.values:
        raise Refused(_("Choose how people come in."), field="way")
    if call.cohort is not None and call.cohort.project_id != call.project_id:
        raise Refused(_("Choose a cohort of this project."), field="cohort")
    if call.agreement is not None and call.agreement.project_id not in (None, call.project_id):
        raise Refused(_("Choose an agreement of this project."), field="agreement")
    call.save()
    return call


@transaction.atomic
def ask(call: Call, questions: Sequence[Mapping[str, Any]], *, by: Person) -> None:
    """The questions as they should be. Raises Refused once somebody answered the ones that there are."""
    must(by, Permission.CODEVELOP)
    wanted = [one for one in questions if str(one.get("text", "")).strip()][:MOST_QUESTIONS]
    kinds = CallQuestion.Kind
    rows = [
        CallQuestion(
            call=call,
            text=" ".join(str(one["text"]).split())[:300],
            kind=str(one["kind"]) if one.get("kind") in kinds.values else kinds.LINE,
            choices=[str(word)[:120] for word in one.get("choices", ())][:20],
            required=bool(one.get("required")),
            position=place,
        )
        for place, one in enumerate(wanted)
    ]
    if any(row.kind == kinds.CHOICE and len(row.choices) < 2 for row in rows):
        raise Refused(_("Give at least two answers to choose from, each on a line."), field="questions")
    fields = ("text", "kind", "choices", "required")
    before = [[getattr(row, name) for name in fields] for row in CallQuestion.objects.filter(call=call)]
    if before == [[getattr(row, name) for name in fields] for row in rows]:
        return
    if CallAnswer.objects.filter(question__call=call).exists():
        raise Refused(
            _("People have answered these questions. Make another call for others."), field="questions"
        )
    CallQuestion.objects.filter(call=call).delete()
    CallQuestion.objects.bulk_create(rows)


@transaction.atomic
def open_call(call: Call, *, by: Person) -> Call:
    """From now on its audience sees it; one that was closed is open again. `close` undoes it. In some minutes those
    hear of it who follow what it grew out of."""
    must(by, Permission.CODEVELOP)
    check_ready(call.project)
    if call.project.state in steps.ENDED:
        raise Refused(_("This project has ended."))
    if call.until and call.until < timezone.localdate():
        raise Refused(_("Its last day is over. Choose another one first."), field="until")
    call.opened_at, call.closed_at = call.opened_at or timezone.now(), None
    call.save(update_fields=["opened_at", "closed_at"])
    announce_soon(call)
    return call


@transaction.atomic
def close(call: Call, *, by: Person) -> Call:
    """Nobody can answer any more; who applied waits for your answer. `open_call` undoes it."""
    must(by, Permission.CODEVELOP)
    if call.opened_at is None:
        raise Refused(_("This call is a draft."))
    call.closed_at = call.closed_at or timezone.now()
    call.save(update_fields=["closed_at"])
    return call


@transaction.atomic
def unopen(call: Call, *, by: Person) -> Call:
    """A draft again, as long as nobody answered; then it is closed."""
    must(by, Permission.CODEVELOP)
    if Participant.objects.filter(call=call).exists():
        return close(call, by=by)
    call.opened_at = call.closed_at = None
    call.save(update_fields=["opened_at", "closed_at"])
    return call


def is_open(call: Call) -> bool:
    """Whether it can be answered today."""
    late = call.until is not None and call.until < timezone.localdate()
    return call.opened_at is not None and call.closed_at is None and not late


@transaction.atomic
def answer(call: Call, *, by: Person, answers: Mapping[int, str]) -> Participant:
    """Apply, or join where the call is open to all, with answers by the ids of its questions.

    Raises Refused where the call is closed or full, where a needed answer is missing (its `field` is
    `question-<id>`), and for who takes part already.
    """
    must(by, Permission.CONTRIBUTE)
    call = Call.objects.select_for_update().select_related("project").get(pk=call.pk)
    if not is_open(call) or call.way == Call.Way.INVITATION or call.audience_id not in visible_ids(by):
        raise Refused(_("This call is closed. Thank you for wanting to take part."))
    given = _answers(call, answers)
    row = steps.step(call.project, by, "join" if call.way == Call.Way.OPEN else "apply", by=by, call=call)
    CallAnswer.objects.filter(participant=row).delete()
    CallAnswer.objects.bulk_create(
        CallAnswer(participant=row, question=one, text=text) for one, text in given if text
    )
    telling.answered(row, by=by)
    return row


def _answers(call: Call, answers: Mapping[int, str]) -> list[tuple[CallQuestion, str]]:
    found = []
    for one in CallQuestion.objects.filter(call=call):
        text = answers.get(one.pk, "").strip()[:LONGEST]
        if one.kind == CallQuestion.Kind.CHOICE and text and text not in one.choices:
            raise Refused(_("Choose one of the answers."), field=f"question-{one.pk}")
        if one.required and not text:
            raise Refused(_("Please answer this one."), field=f"question-{one.pk}")
        found.append((one, text))
    return found
