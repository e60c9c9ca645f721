from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import retry
from desireline.people.roles.api import Permission, needs
from desireline.site.jobs.reading import read


@require_safe
@needs(Permission.SETTINGS)
def jobs(request: HttpRequest) -> HttpResponse:
    """The page, or only its list for the refresh."""
    part = request.headers.get("HX-Request") == "true"
    return render(request, "jobs/list.html" if part else "jobs/page.html", {"jobs": read()})


@require_POST
@needs(Permission.SETTINGS)
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    try:
        retry(job_id)
        messages.success(request, _("The job runs again."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("jobs")
