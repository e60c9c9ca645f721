from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.listen.ideas.models import Idea
from desireline.listen.inbox import actions, listing
from desireline.listen.inbox.deeds import Wish
from desireline.listen.inbox.models import BulkAction
from desireline.listen.reader import reader
from desireline.listen.twins import api as twins
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
        "twins": twins.count(person),
        **listing.choices(person),
    }
    template = (
        "inbox/_pane.html" if request.headers.get("HX-Target", "").endswith("pane") else "inbox/inbox.html"
    )
    return render(request, template, shown)


@require_safe
@needs(Permission.TRIAGE)
def merge_into(request: HttpRequest) -> HttpResponse:
    """Find the idea into which the chosen ones go: the page, or only what was found."""
    person, chosen, text = reader(request), _numbers(request.GET), request.GET.get("merge_q", "")[:100]
    found, sure = listing.targets(chosen, text, person)
    shown = {
        "chosen": list(Idea.objects.visible_to(person).filter(pk__in=chosen).order_by("-pk")),
        "found": found,
        "sure": sure,
        "q": text,
        "back": _safe(request.GET.get("back", "")),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "inbox/_targets.html" if part else "inbox/merge.html", shown)


def _numbers(given: QueryDict) -> list[int]:
    """The chosen ideas of a form."""
    return [pk for one in given.getlist("ids")[: actions.MOST] if (pk := row_id(one))]


@require_POST
@needs(Permission.TRIAGE)
def act(request: HttpRequest) -> HttpResponseBase:
    """One deed for all chosen ideas. Each deed has its own field, named like it."""
    person, kind = reader(request), request.POST.get("act", "")
    chosen = _numbers(request.POST)
    if kind == "merge" and chosen and not request.POST.get("merge"):
        asked = {
            "ids": chosen,
            "merge_q": request.POST.get("merge_q", ""),
            "back": request.POST.get("back", ""),
        }
        return redirect(f"{reverse('inbox_merge')}?{urlencode(asked, doseq=True)}")
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
    return redirect(_safe(request.POST.get("back", "")))


def _safe(there: str) -> str:
    """The page of the inbox that a form came from."""
    good = there.startswith(reverse("inbox")) and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return there if good else reverse("inbox")
