from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.futures.futures.api import shown
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, actor, needs
from desireline.understand.themes import page, reading, verbs
from desireline.understand.themes.access import theme_for
from desireline.understand.themes.models import ThemeName


def _reader(request: HttpRequest) -> Person:
    person = actor(request)
    return person


@require_safe
@needs(Permission.SEE_LANDSCAPE)
def themes(request: HttpRequest) -> HttpResponse:
    """The list; the address holds zoom, sort and search."""
    found = page.list_page(_reader(request), page.Wanted.of(request.GET), request.GET.get("from"))
    return render(request, "themes/list.html", found)


@require_safe
@needs(Permission.SEE_LANDSCAPE)
def state(request: HttpRequest) -> HttpResponse:
    """How far the renewal is, for the list that refreshes it."""
    response = render(request, "themes/_state.html", page.state())
    if request.GET.get("was") == "running" and reading.running() is None:
        response["HX-Refresh"] = "true"
    return response


@require_safe
@needs(Permission.SEE_LANDSCAPE)
def alone(request: HttpRequest) -> HttpResponse:
    """What is in no theme."""
    person, wanted = _reader(request), page.Wanted.of(request.GET)
    found = reading.quotes(person, None, wanted.level, cursor=request.GET.get("from"))
    shown_rows = {
        "quotes": page.quotes_of(found),
        "wanted": wanted,
        "next_url": wanted.url("themes_alone", **{"from": found.next}) if found.next else None,
    }
    return render(request, "themes/alone.html", shown_rows)


@require_safe
@needs(Permission.SEE_LANDSCAPE)
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    person = _reader(request)
    return render(
        request, "themes/theme.html", page.theme_page(person, theme_for(person, pk), request.GET.get("from"))
    )


@require_POST
@needs(Permission.TRIAGE)
def renew(request: HttpRequest) -> HttpResponseBase:
    verbs.ask_to_renew(by=_reader(request))
    return redirect("themes")


@require_POST
@needs(Permission.TRIAGE)
def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = _reader(request)
    one = theme_for(person, pk)
    try:
        made = verbs.rename(one, request.POST.get("name", ""), by=person)
        if made:
            said(request, _("Renamed."), undo=reverse("theme_unname", args=[made.pk]))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("theme", pk=pk)


@require_POST
@needs(Permission.TRIAGE)
def unname(request: HttpRequest, pk: int) -> HttpResponseBase:
    change = get_object_or_404(ThemeName.objects.select_related("theme"), pk=pk)
    try:
        verbs.unname(change, by=_reader(request))
        said(request, _("Undone."))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("theme", pk=change.theme_id)


@require_POST
@needs(Permission.TRIAGE)
def link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """`outcome`: the one to link, or with `off` to unlink."""
    person = _reader(request)
    one, wanted = theme_for(person, pk), request.POST.get("outcome", "")
    outcome = DesiredOutcome.objects.visible_to(person).filter(pk=row_id(wanted))
    found = outcome.first()
    if found is None:
        messages.error(request, _("Choose an outcome."))
    elif "off" in request.POST:
        verbs.unlink(one, found, by=person)
    else:
        verbs.link(one, found, by=person)
    return redirect("theme", pk=pk)


@require_POST
@needs(Permission.EDIT_FUTURES)
def make_outcome(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new outcome of a future, linked to the theme."""
    person = _reader(request)
    one = theme_for(person, pk)
    future = next((item for item in shown(person) if item.slug == request.POST.get("future")), None)
    if future is None:
        messages.error(request, _("Choose a future."))
        return redirect("theme", pk=pk)
    try:
        made = verbs.make_outcome(
            one,
            future,
            statement=request.POST.get("statement", "")[:300],
            by=person,
            keep_form="keep_form" in request.POST,
        )
        messages.success(request, _("The outcome stands. Add a measure and a target when you know them."))
        return redirect("outcome", slug=made.slug)
    except Refused as no:
        messages.error(request, no.message)
        return redirect("theme", pk=pk)
