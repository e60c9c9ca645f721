from __future__ import annotations

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs
from desireline.prove.scorecard import monthly
from desireline.prove.scorecard.export import scorecard_csv, table
from desireline.prove.scorecard.page import scorecard_page
from desireline.prove.scorecard.rows_page import rows_page
from desireline.prove.scorecard.wanted import wanted_from

SEES = Permission.SEE_PORTFOLIO


@require_safe
@needs(SEES)
def scorecard(request: HttpRequest) -> HttpResponse:
    """All numbers; months, comparison and segment are in the address."""
    return render(
        request, "scorecard/scorecard.html", scorecard_page(actor(request), wanted_from(request.GET))
    )


@require_safe
@needs(SEES)
def on_paper(request: HttpRequest) -> HttpResponse:
    """The same as one table for a sheet of paper."""
    return render(request, "scorecard/paper.html", scorecard_page(actor(request), wanted_from(request.GET)))


@require_safe
@needs(SEES)
def rows(request: HttpRequest, measure: str) -> HttpResponse:
    """One number and the rows that it is made of."""
    page = rows_page(actor(request), measure, wanted_from(request.GET), request.GET.get("after"))
    return render(request, "scorecard/rows.html", page)


@require_safe
@needs(SEES)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Every number with its twelve months, as CSV or JSON."""
    person, wanted = actor(request), wanted_from(request.GET)
    if form == "json":
        answer = HttpResponse(orjson.dumps(table(person, wanted)), content_type="application/json")
    else:
        answer = HttpResponse(scorecard_csv(person, wanted), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="scorecard.{form}"'
    return answer


@require_POST
@needs(SEES)
def letter(request: HttpRequest) -> HttpResponseBase:
    """Ask for the letter of the month (`want=yes`), or end it."""
    person, wanted = actor(request), request.GET.get("want") == "yes"
    back = f"{reverse('scorecard_letter')}?want={'no' if wanted else 'yes'}"
    if wanted:
        monthly.ask(person)
        said(request, _("You get the scorecard on the first working day of each month."), undo=back)
    else:
        monthly.stop(person)
        said(request, _("You get no scorecard by mail any more."), undo=back)
    return redirect("scorecard")


@require_safe
@needs(SEES)
def month(request: HttpRequest, number: int) -> HttpResponseBase:
    """The address in a letter: the scorecard as it stood at the end of that month."""
    if not (190001 <= number <= 220012 and 1 <= number % 100 <= 12):
        raise Http404
    return redirect(f"{reverse('scorecard')}?until={number // 100}-{number % 100:02d}")
