from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.codevelop.gates import deciding, fast, log, page, scoring
from desireline.codevelop.gates.access import to_decide, to_undo
from desireline.codevelop.gates.forms import DecisionForm, FastTrackForm, asked_for, card_from
from desireline.codevelop.projects.access import project_write
from desireline.codevelop.stages.api import Stage
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def gate(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked at the gate before a project, and one's own scorecard."""
    person = actor(request)
    project = project_write(person, slug)
    error, given = "", None
    if request.method == "POST":
        marks, notes = card_from(request.POST.dict())
        try:
            scoring.rate(project, by=person, marks=marks, notes=notes)
            said(request, _("Your scores are in. You can change them until it is decided."))
            return redirect(reverse("project_gate", args=[slug]) + "#result")
        except Refused as refused:
            error, given = refused.message, marks
    shown = page.gate_page(project, person, given=given, error=error)
    return render(request, "gates/gate.html", shown, status=422 if error else 200)


@require_POST
@needs(Permission.CODEVELOP)
def look_on(request: HttpRequest, slug: str) -> HttpResponse:
    """See the scores of others without rating."""
    person = actor(request)
    project = project_write(person, slug)
    try:
        scoring.look_on(project, by=person)
    except Refused as refused:
        said(request, refused.message)
    back = "project_decide" if request.POST.get("back") == "decide" else "project_gate"
    return redirect(reverse(back, args=[slug]) + "#result")


@require_POST
@needs(Permission.CODEVELOP)
def deliver(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A deliverable lies on the table, or does not any more."""
    person = actor(request)
    project = project_write(person, slug)
    try:
        scoring.deliver(project, deliverable=pk, by=person, on=request.POST.get("on") == "1")
    except Refused as refused:
        said(request, refused.message)
    if request.headers.get("HX-Request"):
        return render(request, "gates/_items.html", page.gate_page(project, person))
    return redirect(reverse("project_gate", args=[slug]) + "#deliverables")


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Decide at the gate."""
    person, sent = actor(request), request.method == "POST"
    project = to_decide(person, slug, late=sent)
    if sent and request.POST.get("version") != str(project.version):
        late = {"project": project, "error": deciding.was_moved(project)}
        return render(request, "gates/late.html", late, status=409)
    asked = request.GET.get("to", "")
    begun = {"version": project.version, **asked_for(project, asked)}
    form = DecisionForm(request.POST or None, project=project, initial=begun)
    if sent and form.is_valid():
        given = dict(form.cleaned_data)
        to = Stage.objects.filter(pk=given.pop("to", "") or 0).first()
        try:
            made = deciding.decide(project, by=person, to=to, **given)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            said(request, _("Decided. Those who work on it are told."), undo=_undo_at(slug, made.pk))
            return redirect("project", slug)
    shown = page.decision_page(project, person, form, asked=asked)
    return render(request, "gates/decide.html", shown, status=422 if form.errors else 200)


def _undo_at(slug: str, pk: int) -> str:
    return reverse("gate_undo", args=[slug, pk])


@require_POST
@needs(Permission.CODEVELOP)
def undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a decision back."""
    person = actor(request)
    decision = to_undo(person, slug, pk)
    try:
        deciding.undo(decision, by=person)
        said(request, _("Taken back. The project is where it was."))
    except Refused as refused:
        said(request, refused.message)
    return redirect("project", slug)


@require_safe
@needs(Permission.CODEVELOP)
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """All decisions about a project."""
    person = actor(request)
    project = project_write(person, slug)
    found = log.decisions(project, person, after=request.GET.get("after"))
    return render(request, "gates/decisions.html", {"project": project, "page": found})


@require_http_methods(["GET", "POST"])
@needs(Permission.EDIT_PORTFOLIO)
def fast_track(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a shorter way for a project whose ideas bring the evidence."""
    person = actor(request)
    project = project_write(person, slug)
    form = FastTrackForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        try:
            skip = [int(pk) for pk in form.cleaned_data["skip"]]
            fast.open_fast_track(project, skip=skip, reason=form.cleaned_data["reason"], by=person)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            undo_at = reverse("project_fast_track_close", args=[slug])
            said(request, _("The shorter way is open."), undo=undo_at)
            return redirect("project_gate", slug)
    return render(
        request, "gates/fast.html", page.fast_page(project, person, form), status=422 if form.errors else 200
    )


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def fast_track_close(request: HttpRequest, slug: str) -> HttpResponse:
    """The project takes the whole way again."""
    person = actor(request)
    fast.close_fast_track(project_write(person, slug), by=person)
    said(request, _("The project takes the whole way again."))
    return redirect("project_gate", slug)
