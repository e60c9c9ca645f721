from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import enqueue
from desireline.kit.pages.said import said
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, actor, is_staff, needs, signed_in
from desireline.understand.leads import page, verbs
from desireline.understand.leads.access import candidate_for
from desireline.understand.leads.candidate import candidate_page
from desireline.understand.leads.models import LeadDecision, LeadNomination
from desireline.understand.leads.renewing import RENEW


def _reader(request: HttpRequest) -> Person:
    person = actor(request)
    return person


@require_safe
@needs(Permission.SEE_TEAM)
def leads(request: HttpRequest) -> HttpResponse:
    """The candidates; the address holds the state."""
    person = _reader(request)
    found = page.list_page(person, page.Wanted.of(request.GET, person), request.GET.get("from"))
    return render(request, "leads/list.html", found)


@require_safe
@needs(Permission.SEE_TEAM)
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    person = _reader(request)
    return render(request, "leads/candidate.html", candidate_page(person, candidate_for(person, pk)))


@require_POST
@needs(Permission.CODEVELOP)
def renew(request: HttpRequest) -> HttpResponseBase:
    enqueue(RENEW, key=RENEW, by=_reader(request).pk)
    said(request, _("The worker looks through everything again. Come back in a moment."))
    return redirect("leads")


@require_POST
@needs(Permission.CODEVELOP)
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """`verdict`, `reason`, and perhaps an `outcome` (slug) or a `theme` (number)."""
    person = _reader(request)
    about, form = candidate_for(person, pk), request.POST
    try:
        made = verbs.decide(
            about,
            form.get("verdict", ""),
            by=person,
            reason=form.get("reason", ""),
            outcome=page.outcome_of(person, form.get("outcome", "")),
            theme=page.theme_of(person, form.get("theme", "")),
        )
        text = _("Confirmed as a lead customer.") if made.verdict == "confirmed" else _("Declined.")
        said(request, text, undo=reverse("lead_undecide", args=[made.pk]))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("lead", pk=pk)


@require_POST
@needs(Permission.CODEVELOP)
def undecide(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = _reader(request)
    decision = get_object_or_404(LeadDecision, pk=pk)
    candidate_for(person, decision.person_id)
    try:
        verbs.undo(decision, by=person)
        said(request, _("Undone."))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("lead", pk=decision.person_id)


@require_POST
@needs(Permission.CODEVELOP)
def nominate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whom this candidate named: `name`, `email`, `note`, `consent`."""
    person = _reader(request)
    about, form = candidate_for(person, pk), request.POST
    try:
        made = verbs.nominate(
            about,
            by=person,
            name=form.get("name", ""),
            email=form.get("email", ""),
            note=form.get("note", ""),
            consent="consent" in form,
        )
        said(request, _("Written down."), undo=reverse("lead_unname", args=[made.pk]))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("lead", pk=pk)


@require_POST
@needs(Permission.CODEVELOP)
def unname(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a nomination out; with `?back` put it back."""
    person = _reader(request)
    nomination = get_object_or_404(LeadNomination, pk=pk)
    candidate_for(person, nomination.named_by_id)
    try:
        if "back" in request.GET:
            verbs.put_back(nomination, by=person)
            said(request, _("It is back."))
        else:
            verbs.take_out(nomination, by=person)
            address = reverse("lead_unname", args=[pk])
            said(request, _("Taken out. It is deleted for good after 30 days."), undo=f"{address}?back=1")
    except Refused as no:
        messages.error(request, no.message)
    return redirect("lead", pk=nomination.named_by_id)


@require_POST
@signed_in
def choose(request: HttpRequest) -> HttpResponseBase:
    """A customer opts out (`out`), or in again."""
    person = _reader(request)
    if is_staff(person):
        raise Http404
    if "out" in request.POST:
        verbs.opt_out(person)
        said(request, _("You are not looked at as a lead customer any more."))
    else:
        verbs.opt_in(person)
        said(request, _("Thank you. We may ask you to help us build what you wish for."))
    return redirect("person", pk=person.pk)
