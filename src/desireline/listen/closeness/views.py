from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desireline.kit.pages.said import said
from desireline.listen.boards.access import editable_board
from desireline.listen.closeness import learning
from desireline.listen.reader import reader
from desireline.people.roles.api import Permission, needs


@require_POST
@needs(Permission.EDIT_FUTURES)
def closeness_reset(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Back to the usual thresholds."""
    person = reader(request)
    board = editable_board(slug, person)
    at = learning.reset(board, by=person)
    undo = urlencode({"board": board.slug, "at": at.isoformat()})
    said(
        request,
        _("The board starts from the usual values again."),
        undo=f"{reverse('closeness_undo')}?{undo}",
    )
    return redirect("board_edit", board.slug)


@require_POST
@needs(Permission.EDIT_FUTURES)
def closeness_undo(request: HttpRequest) -> HttpResponseBase:
    """What was judged before a reset counts again."""
    person = reader(request)
    board = editable_board(request.GET.get("board", "")[:80], person)
    try:
        at = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Http404
    learning.undo_reset(board, at, by=person)
    said(request, _("What was learnt counts again."))
    return redirect("board_edit", board.slug)
