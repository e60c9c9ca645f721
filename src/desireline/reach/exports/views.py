from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, may, needs
from desireline.reach.exports import keeping
from desireline.reach.exports.access import export_named, listed
from desireline.reach.exports.models import Export

State = Export.State


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT)
def exports(request: HttpRequest) -> HttpResponseBase:
    """Exports of the last day; POST has one written."""
    if request.method == "POST":
        try:
            keeping.start(by=actor(request), all_projects=request.POST.get("projects") == "all")
        except Refused as refused:
            said(request, refused.message)
        return redirect("exports")
    part = request.headers.get("HX-Request") == "true"
    shown = {
        "exports": list(listed().select_related("by").order_by("-pk")),
        "log": keeping.with_confidential(),
        "may_have_all": may(actor(request), Permission.EDIT_PORTFOLIO),
        "job": keeping.under_way(),
        "states": {
            State.WAITING: (_("Waits"), "info"), State.RUNNING: (_("Is being written"), "info"),
            State.READY: (_("Ready"), "good"), State.FAILED: (_("Stopped"), "bad"),
        },
    }  # fmt: skip
    return render(request, "exports/_list.html" if part else "exports/exports.html", shown)


@require_safe
@needs(Permission.IMPORT)
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The archive."""
    found = export_named(pk)
    if found.state != State.READY:
        raise Http404
    try:
        opened = keeping.path_of(found).open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    name = f"desireline-export-{found.made:%Y-%m-%d}.zip"
    response = FileResponse(opened, as_attachment=True, filename=name, content_type="application/zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@needs(Permission.IMPORT)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an archive away."""
    keeping.delete(export_named(pk), by=actor(request))
    said(request, _("The export is deleted."))
    return redirect("exports")
