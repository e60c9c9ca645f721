from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.codevelop.projects.access import project_read
from desireline.codevelop.work import asking, page
from desireline.codevelop.work.access import artefact_read, question_read
from desireline.codevelop.work.models import Artefact
from desireline.engines.files.api import send
from desireline.kit.errors import Refused
from desireline.kit.limits.api import allow
from desireline.kit.pages.said import said
from desireline.people.roles.api import actor, signed_in, viewer

ANSWERS = "60/hour"


@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """All that was made and learnt on the way, by stage."""
    person = viewer(request)
    return render(request, "work/work.html", page.work_page(project_read(person, slug), person))


@require_safe
def artefact(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One artefact. Films and pages of others are asked for only once the reader has clicked (`?open=1`)."""
    person = viewer(request)
    found = artefact_read(person, slug, pk)
    opened = request.GET.get("open") == "1"
    response = render(request, "work/artefact.html", page.artefact_page(found, person, opened=opened))
    if opened and found.kind == Artefact.Kind.PAGE and (policy := page.policy_for(found)):
        response.headers["Content-Security-Policy"] = policy
    return response


@require_safe
def artefact_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The file of an artefact, for who sees the artefact."""
    found = artefact_read(viewer(request), slug, pk)
    if found.file is None:
        raise Http404
    return send(request, found.file)


@require_safe
def question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A question with one's own answer; for the team with all of them."""
    person = viewer(request)
    found = question_read(person, slug, pk)
    shown = page.question_page(found, person, after=request.GET.get("after"))
    return render(request, "work/question.html", shown)


@require_POST
@signed_in
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answer a question, or change one's answer."""
    person = actor(request)
    found, text = question_read(person, slug, pk), request.POST.get("text", "")
    try:
        allow("project_answer", person.pk, rate=ANSWERS)
        asking.answer(found, by=person, text=text)
    except Refused as refused:
        shown = page.question_page(found, person, text=text, error=refused.message)
        return render(request, "work/question.html", shown, status=getattr(refused, "status", 422))
    said(request, _("Thank you. You can change your answer as long as the question is open."))
    return redirect("project_question", slug, pk)


@require_POST
@signed_in
def unanswer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's answer back."""
    person = actor(request)
    asking.take_back_answer(question_read(person, slug, pk), by=person)
    said(request, _("Your answer is gone."))
    return redirect(reverse("project_question", args=[slug, pk]))
