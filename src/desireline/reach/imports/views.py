from __future__ import annotations

import csv

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.text.cells import harmless
from desireline.people.roles.api import Permission, actor, needs, viewer
from desireline.reach.imports import page, uploading
from desireline.reach.imports.models import ImportBatch
from desireline.reach.imports.running import problems_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT)
def imports(request: HttpRequest) -> HttpResponseBase:
    """Upload a file; imports so far."""
    person = actor(request)
    problem = ""
    if request.method == "POST":
        try:
            source = request.POST.get("source", "")
            return redirect(
                "import", uploading.keep(request.FILES.getlist("files"), by=person, source=source).pk
            )
        except Refused as refused:
            problem = refused.message
    shown = {"batches": page.listed(), "problem": problem}
    return render(request, "imports/imports.html", shown, status=422 if problem else 200)


@require_safe
@needs(Permission.IMPORT)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: what would happen, how far it is, or what it did."""
    found = get_object_or_404(ImportBatch, pk=pk)
    part = request.headers.get("HX-Request") == "true"
    template = "imports/_batch.html" if part else "imports/batch.html"
    return render(request, template, page.of(found, viewer(request)))


@require_POST
@needs(Permission.IMPORT)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over the choices of columns, boards, statuses and audience."""
    found = get_object_or_404(ImportBatch, pk=pk)
    person = actor(request)
    try:
        uploading.decide(found, by=person, plan=page.chosen(found, request.POST, person))
        said(request, _("Taken over. The file is looked at again."))
    except Refused as refused:
        said(request, refused.message)
    return redirect("import", pk)


@require_POST
@needs(Permission.IMPORT)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    person = actor(request)
    try:
        uploading.go(get_object_or_404(ImportBatch, pk=pk), by=person)
    except Refused as refused:
        said(request, refused.message)
    return redirect("import", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """What an undo would do, and the undo itself."""
    person = actor(request)
    try:
        if request.method != "POST":
            found = get_object_or_404(ImportBatch, pk=pk)
            return render(request, "imports/undo.html", page.undoing_of(found))
        force = request.POST.get("force") == "1"
        uploading.go_back(get_object_or_404(ImportBatch, pk=pk), by=person, force=force)
    except Refused as refused:
        said(request, refused.message)
    return redirect("import", pk)


@require_safe
@needs(Permission.IMPORT)
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines that did not go in, as a table."""
    found = get_object_or_404(ImportBatch, pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{pk}-problems.csv"'
    table = csv.writer(response)
    table.writerow([_("File"), _("Line"), _("Kind"), _("What")])
    for one in problems_of(found):
        table.writerow([harmless(one["file"]), one["row"] or "", one["kind"], harmless(one["text"])])
    return response
