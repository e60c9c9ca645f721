"""The team's pages of calls and agreements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.codevelop.participation import access, agreeing, calling, forms
from desireline.codevelop.participation.models import Agreement, AgreementVersion, Call
from desireline.codevelop.participation.standing import current_versions
from desireline.codevelop.projects.access import project_write
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.audiences.api import basic
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, actor, may, needs


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def call_new(request: HttpRequest, slug: str) -> HttpResponse:
    by = actor(request)
    project = project_write(by, slug)
    begun = {"way": "application", "audience": basic("signed_in")}
    form = forms.CallForm(request.POST or None, project=project, person=by, initial=begun)
    return _call(request, project, None, form, by)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def call_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = actor(request)
    found = access.call_write(by, slug, pk)
    begun = forms.CallForm.begun(found)
    form = forms.CallForm(request.POST or None, project=found.project, person=by, initial=begun)
    if found.opened_at is not None:
        for name in ("way", "agreement"):
            form.fields[name].disabled = True
    return _call(request, found.project, found, form, by)


def _call(
    request: HttpRequest, project: Project, call: Call | None, form: forms.CallForm, by: Person
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    if sent is not None and form.is_valid():
        try:
            made = _save_call(
                project, call, form.cleaned_data, forms.asked(sent) if "ask-0" in sent else None, by
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.message)
        else:
            said(request, _("Saved.") if call else _("Saved as a draft. Open it when it is right."))
            return redirect("call_edit", project.slug, made.pk)
    shown = {
        "project": project,
        "call": call,
        "form": form,
        "open": call is not None and calling.is_open(call),
        "rows": forms.question_rows(call, sent if sent and "ask-0" in sent else None),
        "answered": call is not None and call.participants.exists(),
    }
    return render(request, "participation/call_edit.html", shown, status=422 if form.errors else 200)


def _save_call(
    project: Project,
    call: Call | None,
    given: dict[str, Any],
    questions: list[dict[str, Any]] | None,
    by: Person,
) -> Call:
    with transaction.atomic():
        if call is None:
            return calling.make(project, by=by, questions=questions or [], **given)
        if questions is not None:
            calling.ask(call, questions, by=by)
        return calling.change(call, by=by, **given)


@require_POST
@needs(Permission.CODEVELOP)
def call_state(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`act` open, close, or draft."""
    by = actor(request)
    found = access.call_write(by, slug, pk)
    given = request.POST if "act" in request.POST else request.GET
    act = given.get("act")
    here = reverse("call_state", args=[slug, pk])
    try:
        if act == "open":
            undo = "close" if found.opened_at else "draft"
            calling.open_call(found, by=by)
            said(request, _("The call is open."), undo=f"{here}?act={undo}")
        elif act == "draft":
            calling.unopen(found, by=by)
            said(request, _("It is as it was."))
        else:
            calling.close(found, by=by)
            said(request, _("The call is closed."), undo=f"{here}?act=open")
    except Refused as no:
        messages.error(request, no.message)
    return redirect("call_edit", slug, pk)


@require_safe
@needs(Permission.CODEVELOP)
def agreements(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of the project and those for all projects, with how many accepted the current words."""
    person = actor(request)
    project = project_write(person, slug)
    rows = Agreement.objects.filter(project=project) | Agreement.objects.filter(project__isnull=True)
    versions = current_versions(rows)
    for one in versions:
        one.accepted = one.acceptances.count()  # type: ignore[attr-defined]
    shown = {
        "project": project,
        "versions": versions,
        "steward": may(person, Permission.EDIT_PORTFOLIO),
    }
    return render(request, "participation/agreements.html", shown)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def agreement_new(request: HttpRequest, slug: str) -> HttpResponse:
    by = actor(request)
    project = project_write(by, slug)
    form = forms.AgreementForm(request.POST or None, steward=may(by, Permission.EDIT_PORTFOLIO))

    def do(*, title: str, text: str, everywhere: bool = False) -> AgreementVersion:
        return agreeing.write(by=by, title=title, text=text, project=None if everywhere else project)

    return _agreement(request, project, form, _("New agreement"), do)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def agreement_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """New words for an agreement."""
    by = actor(request)
    project = project_write(by, slug)
    found = access.agreement_write(by, slug, pk)
    last = found.versions.order_by("-number").first()
    form = forms.AgreementForm(
        request.POST or None, steward=False, version=True, initial={"text": last.text if last else ""}
    )

    def do(*, text: str) -> AgreementVersion:
        return agreeing.new_version(found, by=by, text=text)

    return _agreement(request, project, form, found.title, do)


def _agreement(
    request: HttpRequest, project: Project, form: django_forms.Form, title: str, do: Callable[..., Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do(**form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.message)
        else:
            said(request, _("Saved."))
            return redirect("project_agreements", project.slug)
    shown = {"project": project, "form": form, "title": title}
    return render(request, "participation/agreement_edit.html", shown, status=422 if form.errors else 200)


@require_POST
@needs(Permission.CODEVELOP)
def agreement_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`act` end or restart."""
    by = actor(request)
    found = access.agreement_write(by, slug, pk)
    given = request.POST if "act" in request.POST else request.GET
    if given.get("act") == "restart":
        agreeing.restart(found, by=by)
        said(request, _("It is asked again."))
    else:
        agreeing.end(found, by=by)
        undo = f"{reverse('agreement_end', args=[slug, pk])}?act=restart"
        said(request, _("It is asked of nobody any more. Who accepted it can still read it."), undo=undo)
    return redirect("project_agreements", slug)
