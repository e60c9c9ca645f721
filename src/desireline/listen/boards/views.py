from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.kit.options.api import get
from desireline.kit.pages.lane import BUCKETS, bucket_of, depends
from desireline.kit.pages.said import said
from desireline.listen.boards import api
from desireline.listen.boards.access import board_head, editable_board
from desireline.listen.boards.forms import BoardForm
from desireline.listen.boards.page import BoardPage, as_json, board_page, sort_words
from desireline.listen.boards.showing import list_of
from desireline.listen.order.api import Sort, read
from desireline.people.roles.api import Permission, is_staff, may, needs, viewer


def _page(request: HttpRequest, slug: str) -> BoardPage:
    person = viewer(request)
    board = board_head(slug, person)
    wanted = read(request.GET)
    if person is None and wanted.shareable:
        depends(request, board.stamps, by_bucket=wanted.sort == Sort.FAIR and not wanted.cursor)
    bucket = person.pk % BUCKETS if person else bucket_of(request)
    return board_page(board, wanted, person=person, bucket=bucket)


def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The ideas of a board."""
    page = _page(request, slug)
    about = reader(request, page.base)
    token = (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
        if about["signed_in"]
        else ""
    )
    drawn = list_of(page.cards, href=about["sign_in_to_vote"], csrf=token)
    found = {"page": page, "drawn": drawn, "sorts": sort_words(), "board": page.board, **about}
    return render(request, "boards/board.html", found)


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


def board_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same list for programs."""
    return HttpResponse(orjson.dumps(as_json(_page(request, slug))), content_type="application/json")


def boards(request: HttpRequest) -> HttpResponse:
    """All boards that the reader may see."""
    return render(
        request,
        "boards/boards.html",
        {"boards": api.boards_for(viewer(request)), **reader(request, request.path)},
    )


@needs(Permission.EDIT_FUTURES)
def board_new(request: HttpRequest) -> HttpResponseBase:
    person = viewer(request)
    assert person is not None  # noqa: S101 - `needs` has seen to it
    form = BoardForm(request.POST or None, person=person, initial={"ideas_open": True})
    if request.method == "POST" and form.is_valid():
        made = api.create(by=person, **form.cleaned_data)
        said(request, _("The board is open."))
        return redirect("board", made.slug)
    return render(request, "boards/edit.html", {"form": form, "board": None})


@needs(Permission.EDIT_FUTURES)
def board_edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    person = viewer(request)
    assert person is not None  # noqa: S101 - `needs` has seen to it
    found = editable_board(slug, person)
    form = BoardForm(request.POST or None, person=person, instance=found)
    if request.method == "POST" and form.is_valid():
        api.edit(found, by=person, **form.cleaned_data)
        said(request, _("Saved."))
        return redirect("board", found.slug)
    return render(request, "boards/edit.html", {"form": form, "board": found})


@needs(Permission.EDIT_FUTURES)
def board_archive(request: HttpRequest, slug: str) -> HttpResponseBase:
    person = viewer(request)
    assert person is not None  # noqa: S101 - `needs` has seen to it
    found = editable_board(slug, person)
    if request.method == "POST":
        api.archive(found, by=person, on=found.archived is None)
        said(request, _("The board is archived.") if found.archived else _("The board is back."))
    return redirect("board_edit", found.slug)
