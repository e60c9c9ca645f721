from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.listen.inbox import actions, listing
from desireline.listen.inbox.deeds import Wish
from desireline.listen.inbox.models import BulkAction
from desireline.listen.reader import reader
from desireline.people.roles.api import Permission, needs


@require_safe
@needs(Permission.TRIAGE)
def inbox(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    wanted = listing.Wanted.of(request.GET)
    page = listing.page(wanted, person, cursor=request.GET.get("from"))
    opened = listing.opened(request.GET.get("open", ""), person)
    shown = {
        "wanted": wanted,
        "rows": page.rows,
        "next_url": request.path + wanted.query(**{"from": page.next}) if page.next else None,
        "opened": opened,
        "here_url": request.get_full_path(),
        "lately": listing.lately(person),
        **listing.choices(person),
    }
    template = (
        "inbox/_pane.html" if request.headers.get("HX-Target", "").endswith("pane") else "inbox/inbox.html"
    )
    return render(request, template, shown)


@require_POST
@needs(Permission.TRIAGE)
def act(request: HttpRequest) -> HttpResponseBase:
    """One deed for all chosen ideas. Each deed has its own field, named like it."""
    person, kind = reader(request), request.POST.get("act", "")
    chosen = [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 19]
    wish = Wish(request.POST.get(kind, ""), request.POST.get(f"reason_{kind}", "")[:2000])
    try:
        made = actions.act(kind, chosen, by=person, wish=wish)
        number = len(made.changed)
        text = ngettext("%(n)d idea changed.", "%(n)d ideas changed.", number) % {"n": number}
        said(request, text, undo=reverse("inbox_undo", args=[made.pk]) if number else "")
    except Refused as no:
        said(request, no.message)
    return _back(request)


@require_POST
@needs(Permission.TRIAGE)
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = reader(request)
    try:
        left = actions.undo(get_object_or_404(BulkAction, pk=pk, by=person), by=person)
        text = _("Undone.")
        if left:
            text = ngettext(
                "Undone, but for %(n)d idea that was changed since.",
                "Undone, but for %(n)d ideas that were changed since.",
                left,
            ) % {"n": left}
        said(request, text)
    except Refused as no:
        said(request, no.message)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseBase:
    there = request.POST.get("back", "")
    good = there.startswith(reverse("inbox")) and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return redirect(there if good else reverse("inbox"))
