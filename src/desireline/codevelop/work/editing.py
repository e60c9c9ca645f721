"""The forms of the team: what was made, assumed, asked and changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desireline.codevelop.projects.access import project_write
from desireline.codevelop.projects.models import Project
from desireline.codevelop.work import access, asking, forms, making
from desireline.engines.files.api import save
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs


def _edit(
    request: HttpRequest, project: Project, form: django_forms.Form, title: str, do: Callable[..., Any]
) -> HttpResponse:
    """A form on a page of its own; what is refused stays in its fields."""
    if request.method == "POST" and form.is_valid():
        try:
            do(**form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            said(request, _("Saved."))
            return redirect(_home(project))
    shown = {"project": project, "form": form, "title": title}
    return render(request, "work/edit.html", shown, status=422 if form.errors else 200)


def _home(project: Project) -> str:
    return reverse("project", args=[project.slug]) + "#work"


def _start(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names} | {"stage": row.stage_id}


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def artefact_new(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    project = project_write(person, slug)
    form = forms.ArtefactForm(
        request.POST or None, request.FILES or None, project=project, initial={"kind": "link"}
    )

    def add(*, kind: str, upload: Any = None, **given: Any) -> None:
        picture, wanted = kind == making.Kind.PICTURE, kind in making.WITH_FILE and upload
        file = save(upload, by=person.pk, pictures_only=picture) if wanted else None
        making.add_artefact(project, by=person, kind=kind, file=file, **given)

    return _edit(request, project, form, _("Show what was made"), add)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def artefact_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.artefact_write(person, slug, pk)
    begun = _start(found, "title", "text", "url", "in_showcase", "for_participants")
    form = forms.ArtefactForm(request.POST or None, project=found.project, artefact=found, initial=begun)
    do = partial(making.change_artefact, found, by=person)
    return _edit(request, found.project, form, _("Change what is shown"), do)


@require_POST
@needs(Permission.CODEVELOP)
def artefact_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.artefact_write(person, slug, pk)
    making.remove_artefact(found, by=person)
    said(request, _("Taken away."), undo=reverse("artefact_restore", args=[slug, pk]))
    return redirect(_home(found.project))


@require_POST
@needs(Permission.CODEVELOP)
def artefact_restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.artefact_write(person, slug, pk)
    making.restore_artefact(found, by=person)
    said(request, _("It is there again."))
    return redirect(_home(found.project))


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def assumption_new(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    project = project_write(person, slug)
    form = forms.AssumptionForm(request.POST or None, project=project)
    do = partial(making.assume, project, by=person)
    return _edit(request, project, form, _("What must be true?"), do)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def assumption_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.assumption_write(person, slug, pk)
    begun = _start(found, "text", "test", "risk")
    form = forms.AssumptionForm(request.POST or None, project=found.project, initial=begun)
    do = partial(making.change_assumption, found, by=person)
    return _edit(request, found.project, form, _("Change an assumption"), do)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def assumption_result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What the test of an assumption showed."""
    person = actor(request)
    found = access.assumption_write(person, slug, pk)
    held = {"holds": "yes", "fails": "no"}.get(found.state)
    form = forms.ResultForm(request.POST or None, initial={"holds": held, "result": found.result})
    do = partial(making.settle, found, by=person)
    return _edit(request, found.project, form, found.text, do)


@require_POST
@needs(Permission.CODEVELOP)
def assumption_reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.assumption_write(person, slug, pk)
    making.reopen(found, by=person)
    said(request, _("It is open again."))
    return redirect(_home(found.project))


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def question_new(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    project = project_write(person, slug)
    form = forms.QuestionForm(request.POST or None, project=project)
    do = partial(asking.ask, project, by=person)
    return _edit(request, project, form, _("Ask"), do)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def question_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.question_write(person, slug, pk)
    form = forms.QuestionForm(
        request.POST or None, project=found.project, initial=_start(found, "text", "in_showcase")
    )
    do = partial(asking.change_question, found, by=person)
    return _edit(request, found.project, form, _("Change a question"), do)


@require_POST
@needs(Permission.CODEVELOP)
def question_close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    asking.close_question(access.question_write(person, slug, pk), by=person)
    said(request, _("Closed: no more answers."), undo=reverse("question_open", args=[slug, pk]))
    return redirect("project_question", slug, pk)


@require_POST
@needs(Permission.CODEVELOP)
def question_open(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    asking.open_question(access.question_write(person, slug, pk), by=person)
    said(request, _("Answers are welcome again."))
    return redirect("project_question", slug, pk)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def change_new(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    project = project_write(person, slug)
    begun = {name: request.GET.get(name, "") for name in ("question", "assumption")}
    form = forms.ChangeForm(request.POST or None, project=project, initial=begun)
    do = partial(asking.note_change, project, by=person)
    return _edit(request, project, form, _("You said, we changed"), do)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def change_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.change_write(person, slug, pk)
    begun = _start(found, "said", "changed", "in_showcase")
    begun |= {"question": found.question_id, "assumption": found.assumption_id}
    form = forms.ChangeForm(request.POST or None, project=found.project, initial=begun)
    do = partial(asking.edit_change, found, by=person)
    return _edit(request, found.project, form, _("You said, we changed"), do)


@require_POST
@needs(Permission.CODEVELOP)
def change_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.change_write(person, slug, pk)
    asking.remove_change(found, by=person)
    said(request, _("Taken away."), undo=reverse("change_restore", args=[slug, pk]))
    return redirect(_home(found.project))


@require_POST
@needs(Permission.CODEVELOP)
def change_restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = actor(request)
    found = access.change_write(person, slug, pk)
    asking.restore_change(found, by=person)
    said(request, _("It is there again."))
    return redirect(_home(found.project))
