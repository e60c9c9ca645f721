from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.kit.options.api import get
from desireline.kit.pages.said import said
from desireline.kit.pages.straight import straight
from desireline.listen.boards import api
from desireline.listen.boards.access import editable_board
from desireline.listen.boards.forms import BoardForm
from desireline.listen.boards.parts import PARTS
from desireline.people.roles.api import Permission, actor, is_staff, may, needs, viewer


def reader(request: HttpRequest, here: str) -> dict[str, Any]:
    """What lists of ideas ask about the reader. Strangers vote as guests or are sent to sign in."""
    person = viewer(request)
    guests = person is None and bool(get("guest_votes"))
    return {
        "may_edit_boards": may(person, Permission.EDIT_FUTURES),
        "is_staff": is_staff(person),
        "signed_in": person is not None,
        "sign_in_to_vote": None
        if person or guests
        else f"{reverse('account_login')}?{urlencode({'next': here})}",
    }


@straight
def boards(request: HttpRequest) -> HttpResponse:
    """All boards that the reader may see."""
    return render(
        request,
        "boards/boards.html",
        {"boards": api.boards_for(viewer(request)), **reader(request, request.path)},
    )


@needs(Permission.EDIT_FUTURES)
def board_new(request: HttpRequest) -> HttpResponseBase:
    person = actor(request)
    form = BoardForm(request.POST or None, person=person, initial={"ideas_open": True})
    if request.method == "POST" and form.is_valid():
        made = api.create(by=person, **form.cleaned_data)
        said(request, _("The board is open."))
        return redirect("board", made.slug)
    return render(request, "boards/edit.html", {"form": form, "board": None})


@needs(Permission.EDIT_FUTURES)
def board_edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    person = actor(request)
    found = editable_board(slug, person)
    form = BoardForm(request.POST or None, person=person, instance=found)
    if request.method == "POST" and form.is_valid():
        api.edit(found, by=person, **form.cleaned_data)
        said(request, _("Saved."))
        return redirect("board", found.slug)
    shown: dict[str, Any] = {"form": form, "board": found}
    for part in PARTS:
        shown |= part(found, person)
    return render(request, "boards/edit.html", shown)


@needs(Permission.EDIT_FUTURES)
def board_archive(request: HttpRequest, slug: str) -> HttpResponseBase:
    person = actor(request)
    found = editable_board(slug, person)
    if request.method == "POST":
        api.archive(found, by=person, on=found.archived is None)
        said(request, _("The board is archived.") if found.archived else _("The board is back."))
    return redirect("board_edit", found.slug)
