from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desireline.futures.futures.api import Future
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, needs
from desireline.prove.sight import access, promises
from desireline.prove.sight.audit_views import attempt, reader

FIELDS = ("promise", "kept", "text", "link")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_PORTFOLIO)
def promised(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a future promises, whether it is kept, and the form for evidence."""
    by = reader(request)
    future = access.future_of(by, slug)
    given = {name: request.POST.get(name, "") for name in FIELDS}
    error: Refused | None = None
    if request.method == "POST":
        try:
            made = promises.tell(future, by=by, **given)
        except Refused as no:
            error = no
        else:
            said(request, _("Noted, with your name."), undo=reverse("evidence_undo", args=[made.pk]))
            return redirect("sight_promises", slug=slug)
    page = _page(future, request.GET) | {"given": given, "error": error}
    return render(request, "sight/promises.html", page, status=422 if error else 200)


def _page(future: Future, at: QueryDict) -> dict[str, Any]:
    """All promises, or older evidence of the one that the address names."""
    only = at.get("promise", "")
    only = only if only in promises.Promise.values else ""
    return {
        "future": future,
        "only": only,
        "promised": promises.promises_of(future, only=only, after=at.get("after")),
        "promise_words": promises.promise_words(),
        "kept_words": promises.kept_words(),
        "hues": promises.HUES,
    }


@require_POST
@needs(Permission.CODEVELOP)
def untold(request: HttpRequest, pk: int) -> HttpResponseBase:
    """This evidence does not count any more."""
    by = reader(request)
    row = access.evidence(by, pk)

    def do() -> tuple[str, str]:
        promises.untell(row, by=by)
        return _("Taken back. The history keeps it."), ""

    return attempt(request, do, reverse("sight_promises", args=[row.future.slug]))
