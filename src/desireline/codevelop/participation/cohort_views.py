"""The team's pages of cohorts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.codevelop.participation import access, beta, cohorts, team_page
from desireline.codevelop.participation.forms import CohortForm
from desireline.codevelop.participation.models import Cohort, Participant
from desireline.codevelop.projects.access import project_write
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, actor, needs


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    by = actor(request)
    form = CohortForm(request.POST or None, initial={"kind": "testers"})
    return _edit(request, project_write(by, slug), None, form, by)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = actor(request)
    found = access.cohort_write(by, slug, pk)
    begun = {name: getattr(found, name) for name in cohorts.FIELDS}
    quotas = {one.audience_id: (one.places, one.firm) for one in found.quotas.all()}
    return _edit(
        request, found.project, found, CohortForm(request.POST or None, initial=begun, quotas=quotas), by
    )


def _edit(
    request: HttpRequest, project: Project, cohort: Cohort | None, form: CohortForm, by: Person
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cohort()
            made = cohorts.change(cohort, by=by, **given) if cohort else cohorts.make(project, by=by, **given)
            cohorts.set_quotas(made, form.quotas(), by=by)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.message)
        else:
            said(request, _("Saved."))
            return redirect("cohort", project.slug, made.pk)
    shown = {"project": project, "cohort": cohort, "form": form}
    return render(request, "participation/cohort_edit.html", shown, status=422 if form.errors else 200)


@require_safe
@needs(Permission.CODEVELOP)
def cohort(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = access.cohort_write(actor(request), slug, pk)
    return render(
        request, "participation/cohort.html", team_page.cohort_page(found, request.GET.get("after"))
    )


@require_POST
@needs(Permission.CODEVELOP)
def members(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`act` add or out, for `participant` (a number)."""
    by = actor(request)
    found = access.cohort_write(by, slug, pk)
    given = request.POST if "act" in request.POST else request.GET
    row = (
        Participant.objects.filter(project=found.project, pk=row_id(given.get("participant", "")))
        .select_related("person__account")
        .first()
    )
    if row is None:
        raise Http404
    out = given.get("act") == "out"
    undo = f"{reverse('cohort_members', args=[slug, pk])}?act={'add' if out else 'out'}&participant={row.pk}"
    try:
        if out:
            cohorts.take_out(found, row, by=by)
            said(request, _("%(name)s is out of it.") % {"name": row.person.shown_name}, undo=undo)
        else:
            cohorts.add(found, row, by=by)
            said(request, _("%(name)s is in it.") % {"name": row.person.shown_name}, undo=undo)
    except Refused as no:
        messages.error(request, no.message)
    return redirect("cohort", slug, pk)


@require_POST
@needs(Permission.CODEVELOP)
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`act` remove or restore."""
    by = actor(request)
    found = access.cohort_write(by, slug, pk)
    given = request.POST if "act" in request.POST else request.GET
    if given.get("act") == "restore":
        cohorts.restore(found, by=by)
        said(request, _("It is there again."))
        return redirect("cohort", slug, pk)
    cohorts.remove(found, by=by)
    said(request, _("Taken away."), undo=f"{reverse('cohort_remove', args=[slug, pk])}?act=restore")
    return redirect("project_participants", slug)


@require_safe
@needs(Permission.CODEVELOP)
def access_list(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who may use the beta, as a file."""
    found = access.cohort_write(actor(request), slug, pk)
    if found.kind != Cohort.Kind.BETA or found.removed_at is not None:
        raise Http404
    response = HttpResponse(beta.csv_of(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="beta-{found.pk}.csv"'
    return response
