from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from desireline.kit.pages.lane import BUCKETS, bucket_of, depends
from desireline.kit.pages.straight import straight
from desireline.listen.boards.access import board_head
from desireline.listen.boards.views import reader
from desireline.listen.browse.page import BoardPage, as_json, board_page, sort_words
from desireline.listen.browse.showing import list_of
from desireline.listen.order.api import Sort, read
from desireline.people.roles.api import viewer


def _page(request: HttpRequest, slug: str) -> BoardPage:
    person = viewer(request)
    board = board_head(slug, person)
    wanted = read(request.GET)
    if person is None and wanted.shareable:
        depends(request, board.stamps, by_bucket=wanted.sort == Sort.FAIR and not wanted.cursor)
    bucket = person.pk % BUCKETS if person else bucket_of(request)
    return board_page(board, wanted, person=person, bucket=bucket)


@straight
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The ideas of a board."""
    page = _page(request, slug)
    about = reader(request, page.base)
    token = (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
        if about["signed_in"]
        else ""
    )
    drawn = list_of(page.cards, first=page.first, voted=page.voted, href=about["sign_in_to_vote"], csrf=token)
    found = {"page": page, "drawn": drawn, "sorts": sort_words, "board": page.board, **about}
    return render(request, "browse/board.html", found)


@straight
def board_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same list for programs."""
    return HttpResponse(orjson.dumps(as_json(_page(request, slug))), content_type="application/json")
