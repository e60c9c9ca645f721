"""The pages of who takes part: their own, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.codevelop.participation import access, agreeing, consenting, own_page, steps
from desireline.codevelop.participation.models import Acceptance, AgreementVersion, Participant
from desireline.codevelop.participation.words import consent_words
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.identity.api import Person
from desireline.people.roles.api import actor, signed_in


@require_safe
@signed_in
def taking_part(request: HttpRequest) -> HttpResponse:
    """All that is asked of somebody, over all their projects."""
    return render(
        request, "participation/own.html", own_page.overview(actor(request), request.GET.get("after"))
    )


@require_safe
@signed_in
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own part in a project, and what one may see of it."""
    person = actor(request)
    return _inside(request, person, access.own_row(person, pk))


def _inside(
    request: HttpRequest, person: Person, row: Participant, *, error: str = "", status: int = 200
) -> HttpResponse:
    shown = own_page.from_inside(person, row) | {"error": error}
    return render(request, "participation/inside.html", shown, status=status)


@require_safe
@signed_in
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody is invited to, with yes and no."""
    row = access.own_row(actor(request), pk)
    if row.state != Participant.State.INVITED:
        return redirect("taking_part_project", pk)
    return render(request, "participation/invitation.html", own_page.from_inside(actor(request), row))


def _step(words: Callable[[], str], do: Callable[..., Any]) -> Callable[..., HttpResponse]:
    @require_POST
    @signed_in
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        person = actor(request)
        row = access.own_row(person, pk)
        try:
            do(row, by=person)
        except Refused as no:
            messages.error(request, no.message)
            return redirect("taking_part")
        said(request, words(), undo=reverse("taking_part_back", args=[pk]))
        return redirect("taking_part_project", pk)

    return view


say_yes = _step(lambda: _("Welcome! You take part now."), steps.say_yes)
decline = _step(lambda: _("That is fine. Thank you for having a look."), steps.decline)
leave = _step(lambda: _("You do not take part any more. Thank you for all you did."), steps.leave)


@require_POST
@signed_in
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own last step back."""
    person = actor(request)
    try:
        steps.take_back(access.own_row(person, pk), by=person)
        said(request, _("It is as it was."))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("taking_part")


@require_POST
@signed_in
def accept(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Accept an agreement with one's name."""
    person = actor(request)
    row = access.own_row(person, pk)
    words = get_object_or_404(AgreementVersion, pk=version)
    try:
        agreeing.accept_version(row, words, by=person, typed_name=request.POST.get("typed_name", ""))
    except Refused as no:
        return _inside(request, person, row, error=no.message, status=422)
    said(request, _("Thank you. You find the words you accepted on your page, for ever."))
    return redirect("taking_part_project", pk)


@require_POST
@signed_in
def consent(request: HttpRequest, pk: int, purpose: str) -> HttpResponse:
    """`on=1` gives a consent, `on=0` takes it back. Each undoes the other."""
    person = actor(request)
    row = access.own_row(person, pk)
    if purpose not in consent_words():
        raise Http404
    on = (request.POST.get("on") or request.GET.get("on")) == "1"
    undo = f"{reverse('taking_part_consent', args=[pk, purpose])}?on={0 if on else 1}"
    try:
        if on:
            consenting.give(row, purpose, by=person)
            said(request, _("Thank you for your consent."), undo=undo)
        else:
            consenting.withdraw(row, purpose, by=person)
            said(request, _("Your consent is taken back, and the team knows."), undo=undo)
    except Refused as no:
        messages.error(request, no.message)
    return redirect(reverse("taking_part_project", args=[pk]) + "#consents")


@require_safe
@signed_in
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Words that one accepted, or is asked to; `?download=1` as a file."""
    person = actor(request)
    version = access.version_read(person, pk)
    mine = Acceptance.objects.filter(version=version, person=person).first()
    if request.GET.get("download") == "1":
        return _file(version, mine)
    return render(request, "participation/agreement.html", {"version": version, "mine": mine})


def _file(version: AgreementVersion, mine: Acceptance | None) -> HttpResponse:
    lines = [f"# {version.agreement.title}", "", version.text, ""]
    if mine:
        signed = {"name": mine.typed_name, "day": mine.at.strftime("%Y-%m-%d %H:%M UTC")}
        lines += ["---", _("Accepted by %(name)s, %(day)s") % signed]
    name = slugify(version.agreement.title) or "agreement"
    response = HttpResponse("\n".join(lines), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{version.number}.md"'
    return response
