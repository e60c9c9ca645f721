from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, needs, viewer
from desireline.prove.portfolio import casing, targets
from desireline.prove.portfolio.access import case_read
from desireline.prove.portfolio.case_page import case_page
from desireline.prove.portfolio.export import portfolio_csv
from desireline.prove.portfolio.filters import wanted_from
from desireline.prove.portfolio.forms import CaseForm, TargetForm, first_values
from desireline.prove.portfolio.models import CaseChange, Target
from desireline.prove.portfolio.page import portfolio_page
from desireline.prove.portfolio.words import key_label


@require_safe
@needs(Permission.SEE_PORTFOLIO)
def portfolio(request: HttpRequest) -> HttpResponse:
    """Views and filters are in the address; the budget slider asks for its part alone."""
    wanted = wanted_from(request.GET)
    page = portfolio_page(viewer(request), wanted)
    part = wanted.view == "ranking" and request.headers.get("HX-Request")
    return render(request, "portfolio/_ranking.html" if part else "portfolio/portfolio.html", page)


@require_safe
@needs(Permission.SEE_PORTFOLIO)
def export(request: HttpRequest) -> HttpResponse:
    """The projects that the filters leave, as CSV."""
    answer = HttpResponse(
        portfolio_csv(viewer(request), wanted_from(request.GET)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="portfolio.csv"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_PORTFOLIO)
def case(request: HttpRequest, slug: str) -> HttpResponseBase:
    person = viewer(request)
    project = case_read(person, slug)
    if request.method != "POST":
        page = case_page(project, person)
        return render(
            request, "portfolio/case.html", page | {"form": CaseForm(initial=first_values(page["case"]))}
        )
    if not casing.may_write(person, project):
        raise Http404
    form = CaseForm(request.POST)
    if form.is_valid():
        try:
            made = casing.save_case(project, by=person, **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field, no.message)
        else:
            newest = made.changes.order_by("-at", "-pk").first()
            undo = reverse("case_undo", args=[project.slug, newest.pk]) if newest else ""
            said(request, _("The case is saved."), undo=undo)
            return redirect("project_case", slug=project.slug)
    return render(request, "portfolio/case.html", case_page(project, person) | {"form": form}, status=422)


@require_POST
@needs(Permission.SEE_PORTFOLIO)
def case_undo(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    person = viewer(request)
    project = case_read(person, slug)
    change = CaseChange.objects.select_related("case__project").filter(pk=pk, case__project=project).first()
    if change is None or person is None or not casing.may_write(person, project):
        raise Http404
    try:
        casing.undo_change(change, by=person)
        said(request, _("The case is as it was before."))
    except Refused as no:
        said(request, no.message)
    return redirect("project_case", slug=project.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_PORTFOLIO)
def aim(request: HttpRequest, axis: str) -> HttpResponseBase:
    """How effort should be shared out along an axis, and the money set aside."""
    person = viewer(request)
    now = targets.aims().get(axis)
    if now is None or person is None:
        raise Http404
    first: dict[str, Any] = {f"share_{key}": share for key, share in now.shares.items()}
    first |= {f"money_{key}": f"{money:g}" for key, money in now.money.items()}
    keys = {key: key_label(axis, key) for key in now.shares}
    form = TargetForm(request.POST or None, keys=keys, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = targets.set_target(axis, by=person, shares=form.shares(), money=form.money())
        except Refused as no:
            form.add_error(None, no.message)
        else:
            said(request, _("The targets are saved."), undo=reverse("target_undo", args=[made.pk]))
            return redirect(f"{reverse('portfolio')}?view=balance&axis={axis}")
    page = {"form": form, "axis": axis, "keys": keys}
    return render(request, "portfolio/target.html", page, status=422 if form.errors else 200)


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def target_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = viewer(request)
    row = Target.objects.filter(pk=pk).first()
    if row is None or person is None:
        raise Http404
    targets.undo_target(row, by=person)
    said(request, _("The targets are as they were before."))
    return redirect(f"{reverse('portfolio')}?view=balance&axis={row.axis}")
