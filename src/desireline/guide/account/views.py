from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.guide.account import corrections, filters, looks
from desireline.guide.account.access import Look, look_at, own_account
from desireline.guide.account.export import exported
from desireline.guide.account.models import AccountLook, SavedFilter
from desireline.guide.account.page import attributes_of_address, timeline, view
from desireline.guide.search.api import Wanted, wanted_from
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, may, signed_in


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _wanted(request: HttpRequest, look: Look) -> Wanted:
    return wanted_from(request.GET.dict(), path=reverse("account_view", args=[look.account.slug]))


@require_safe
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """One's own account; for employees the list of all."""
    person = actor(request)
    account = own_account(person)
    if account is not None:
        return redirect("account_view", account.slug)
    if may(person, Permission.SEE_ACCOUNTS):
        return redirect("accounts")
    return render(request, "account/none.html")


@require_safe
@signed_in
def account(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is known of an account, as far as the reader may see it."""
    look = look_at(slug, actor(request))
    looks.note(look)
    wanted = _wanted(request, look)
    if request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted"):
        shown = {"found": timeline(look, wanted), "look": look}
        return _private(render(request, "account/_timeline.html", shown))
    about, key = attributes_of_address(request.GET.dict())
    found = view(look, wanted)
    shown = {"view": found, "found": found.timeline, "look": look, "about": about, "key": key}
    return _private(render(request, "account/account.html", shown))


@require_safe
@signed_in
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as JSON, to keep."""
    look = look_at(slug, actor(request))
    looks.note(look, what=AccountLook.What.EXPORT)
    response = HttpResponse(
        orjson.dumps(exported(look), default=str, option=orjson.OPT_INDENT_2), content_type="application/json"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="account.json"'
    return _private(response)


@require_POST
@signed_in
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that something about one's own account is wrong."""
    look = look_at(slug, actor(request))
    given = request.POST
    try:
        corrections.ask(
            look, text=given.get("text", ""), about=given.get("about", ""), key=given.get("key", "")
        )
        said(request, _("Thank you. The team looks at it; you see here what becomes of it."))
    except Refused as refused:
        said(request, refused.message)
    return redirect(reverse("account_view", args=[look.account.slug]) + "#corrections")


@require_POST
@signed_in
def save_filter(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what the address asks for under a name."""
    look = look_at(slug, actor(request))
    wanted = wanted_from(request.POST.dict(), path=reverse("account_view", args=[look.account.slug]))
    try:
        filters.save(look.reader, name=request.POST.get("name", ""), wanted=wanted)
        said(request, _("Kept. You find it on the page of every account."))
    except Refused as refused:
        said(request, refused.message)
    return redirect(wanted.at() + "#timeline")


@require_POST
@signed_in
def drop_filter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take away one's own filter."""
    look = look_at(slug, actor(request))
    get_object_or_404(SavedFilter, pk=pk, person=look.reader).delete()
    return redirect(reverse("account_view", args=[look.account.slug]) + "#timeline")
