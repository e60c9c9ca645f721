from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from desireline.kit.options.api import get
from desireline.kit.pages.lane import depends
from desireline.listen.boards.api import board_head
from desireline.people.roles.api import viewer
from desireline.reach.feeds.atom import feed
from desireline.reach.feeds.board import EPOCH, entries


def board_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Atom feed of a board. It holds what everyone may read, whoever asks."""
    board = board_head(slug, None)
    if viewer(request) is None:
        depends(request, board.stamps)
    origin = settings.BASE_URL.origin
    found = entries(board.id, origin=origin)
    text = feed(
        id=f"{origin}/boards/{board.id}",
        title=f"{get('brand_name')}: {board.name}",
        url=f"{origin}/boards/{board.slug}",
        own_url=f"{origin}/boards/{board.slug}/feed.atom",
        updated=max((entry.updated for entry in found), default=EPOCH),
        entries=found,
    )
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
