"""The page of the stages, for stewards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desireline.codevelop.stages import api
from desireline.codevelop.stages.forms import StageForm
from desireline.codevelop.stages.in_use import in_use
from desireline.codevelop.stages.models import Criterion, Deliverable, Stage
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF, Permission, actor, needs


@needs(Permission.EDIT_PORTFOLIO)
def stages(request: HttpRequest) -> HttpResponseBase:
    """All stages in their order, and a form for a new one."""
    api.stages()
    form = StageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = api.add_stage(form.cleaned_data.pop("name"), by=actor(request), **form.cleaned_data)
            return redirect("stage_edit", made.pk)
        except Refused as no:
            form.add_error(no.field, no.message)
    rows = Stage.objects.prefetch_related("criteria", "deliverables", "gatekeepers__person")
    return render(
        request, "stages/stages.html", {"rows": rows, "form": form}, status=422 if form.errors else 200
    )


@needs(Permission.EDIT_PORTFOLIO)
def stage_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One stage: its words, what is asked at its gate, and who decides there."""
    stage = get_object_or_404(Stage, pk=pk)
    start = {name: getattr(stage, name) for name in ("name", "purpose", "days")}
    form = StageForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            api.change_stage(stage, by=actor(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("stage_edit", pk)
        except Refused as no:
            form.add_error(no.field, no.message)
    keepers = [row.person for row in stage.gatekeepers.select_related("person").order_by("id")]
    team = Person.objects.filter(role__in=STAFF, is_active=True).exclude(pk__in=[one.pk for one in keepers])
    context = {
        "stage": stage,
        "form": form,
        "criteria": list(stage.criteria.all()),
        "deliverables": list(stage.deliverables.all()),
        "keepers": keepers,
        "team": list(team.order_by("name", "id")),
    }
    return render(request, "stages/stage.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def stage_act(request: HttpRequest, pk: int) -> HttpResponseBase:
    """`act`: one of `DEEDS`; the rest of the form says of what."""
    by, stage = actor(request), get_object_or_404(Stage, pk=pk)
    given = request.POST if "act" in request.POST else request.GET
    act = given.get("act", "")
    deed = DEEDS.get(act)
    if deed is None:
        raise Http404
    try:
        undo = deed(stage, given, by)
        if undo:
            said(request, _("Done."), undo=f"{reverse('stage_act', args=[pk])}?{undo}")
    except Refused as no:
        messages.error(request, no.message)
    return redirect("stages") if act in ("up", "down", "archive", "restore") else redirect("stage_edit", pk)


def _number(given: Any, name: str, usual: int = 0) -> int:
    text = given.get(name, "")
    return row_id(text) or usual


def _archive(stage: Stage, _given: Any, by: Person) -> str:
    api.archive_stage(stage, by=by, in_use=in_use(stage.pk))
    return "act=restore"


def _restore(stage: Stage, _given: Any, by: Person) -> str:
    api.restore_stage(stage, by=by)
    return ""


def _criterion(stage: Stage, given: Any, by: Person) -> str:
    how: dict[str, Any] = {
        "text": given.get("text", ""), "must_meet": given.get("kind") == "must", "weight": _number(given, "weight", 1),
    }  # fmt: skip
    found = _asked(stage, given, "criterion") if given.get("criterion") else None
    if isinstance(found, Criterion):
        api.change_criterion(found, by=by, **how)
    else:
        api.add_criterion(stage, by=by, **how)
    return ""


def _deliverable(stage: Stage, given: Any, by: Person) -> str:
    found = _asked(stage, given, "deliverable") if given.get("deliverable") else None
    if isinstance(found, Deliverable):
        api.change_deliverable(found, by=by, text=given.get("text", ""))
    else:
        api.add_deliverable(stage, by=by, text=given.get("text", ""))
    return ""


def _asked(stage: Stage, given: Any, name: str) -> Criterion | Deliverable:
    rows: Any = stage.criteria if name == "criterion" else stage.deliverables
    found: Criterion | Deliverable = get_object_or_404(rows, pk=_number(given, name))
    return found


def _ask(stage: Stage, given: Any, by: Person, *, on: bool) -> str:
    name = "criterion" if given.get("criterion") else "deliverable"
    found = _asked(stage, given, name)
    api.archive(found, by=by, on=on)
    return f"act={'again' if on else 'drop'}&{name}={found.pk}"


def _keeper(stage: Stage, given: Any, by: Person, *, on: bool) -> str:
    person = get_object_or_404(Person, pk=_number(given, "person"), is_active=True)
    api.appoint(stage, person=person, by=by, on=on)
    return f"act={'dismiss' if on else 'appoint'}&person={person.pk}"


DEEDS: dict[str, Callable[[Stage, Any, Person], str | None]] = {
    "up": lambda stage, _given, by: api.move_stage(stage, by=by, up=True),
    "down": lambda stage, _given, by: api.move_stage(stage, by=by, up=False),
    "archive": _archive,
    "restore": _restore,
    "criterion": _criterion,
    "deliverable": _deliverable,
    "drop": lambda stage, given, by: _ask(stage, given, by, on=True),
    "again": lambda stage, given, by: _ask(stage, given, by, on=False),
    "appoint": lambda stage, given, by: _keeper(stage, given, by, on=True),
    "dismiss": lambda stage, given, by: _keeper(stage, given, by, on=False),
}
