"""What the team does with a release, from its pages."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs
from desireline.prove.recognition import publishing
from desireline.prove.recognition.access import note_write, release_write
from desireline.prove.recognition.forms import ReleaseForm, ThanksForm, initial_of
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.team_page import team_page
from desireline.prove.recognition.telling import address_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CODEVELOP)
def release_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Its words, its measure, its audience; who has a part in it; and publishing it."""
    by = actor(request)
    found = release_write(by, pk)
    form = ReleaseForm(by, request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            publishing.change(found, by=by, **form.cleaned_data)
            if "publish" in request.POST:
                publishing.publish(found, by=by)
                said(request, _published(), undo=reverse("release_withdraw", args=[pk]))
            else:
                said(request, _("Saved."))
            return redirect(address_of(release_write(by, pk)))
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.message)
    page = team_page(found, by) | {"form": form}
    return render(request, "recognition/edit.html", page, status=422 if form.errors else 200)


@require_POST
@needs(Permission.CODEVELOP)
def release_publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    by = actor(request)
    found = release_write(by, pk)

    def do() -> tuple[str, str]:
        publishing.publish(found, by=by)
        return _published(), reverse("release_withdraw", args=[pk])

    return _done(request, found, do)


@require_POST
@needs(Permission.CODEVELOP)
def release_withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    by = actor(request)
    found = release_write(by, pk)

    def do() -> tuple[str, str]:
        publishing.withdraw(found, by=by)
        return _("It is a draft again."), reverse("release_publish", args=[pk])

    return _done(request, found, do)


@require_POST
@needs(Permission.CODEVELOP)
def thank(request: HttpRequest, pk: int) -> HttpResponseBase:
    by = actor(request)
    found = release_write(by, pk)

    def do() -> tuple[str, str]:
        made = publishing.thank(found, text=request.POST.get("text", ""), by=by)
        return _("Your thanks stand on the page."), reverse("thanks_remove", args=[made.pk])

    return _done(request, found, do, "#thanks")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CODEVELOP)
def thanks_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    by = actor(request)
    note = note_write(by, pk)
    form = ThanksForm(request.POST or None, initial={"text": note.text})
    if request.method == "POST" and form.is_valid():
        try:
            publishing.edit_note(note, by=by, **form.cleaned_data)
            said(request, _("Saved."))
            return redirect(address_of(note.release) + "#thanks")
        except Refused as no:
            form.add_error("text", no.message)
    page = {"form": form, "note": note, "release": note.release, "address": address_of(note.release)}
    return render(request, "recognition/note.html", page, status=422 if form.errors else 200)


@require_POST
@needs(Permission.CODEVELOP)
def thanks_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """`back` in the address brings it back."""
    by = actor(request)
    note = note_write(by, pk)
    back = "back" in request.GET
    at = reverse("thanks_remove", args=[pk])

    def do() -> tuple[str, str]:
        publishing.remove_note(note, by=by, on=not back)
        return (_("It is back."), at) if back else (_("Taken away."), f"{at}?back=1")

    return _done(request, note.release, do, "#thanks")


def _published() -> str:
    return _("It is published. In five minutes, everyone who has a part in it is told.")


def _done(
    request: HttpRequest, release: Release, do: Callable[[], tuple[str, str]], at: str = ""
) -> HttpResponseBase:
    try:
        text, undo = do()
        said(request, text, undo=undo)
    except Refused as no:
        messages.error(request, no.message)
    return redirect(address_of(release) + at)
