from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desireline.guide.search.api import wanted_from
from desireline.kit.options.api import get, stamps
from desireline.kit.pages.lane import depends
from desireline.listen.boards.api import board_head
from desireline.people.roles.api import viewer
from desireline.reach.feeds.atom import feed
from desireline.reach.feeds.board import EPOCH, entries
from desireline.reach.feeds.released import released
from desireline.reach.feeds.searched import searched


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


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """Atom feed of a search. It holds what everyone may read, whoever asks."""
    keys = ("site", "search")
    numbers = dict(zip(keys, stamps(keys), strict=True))
    wanted = wanted_from(request.GET.dict())
    if viewer(request) is None:
        depends(request, numbers)
    origin = settings.BASE_URL.origin
    found = searched(wanted, origin=origin) if wanted.text else []
    text = feed(
        id=origin + wanted.at(),
        title=_("%(name)s: search for “%(text)s”") % {"name": get("brand_name"), "text": wanted.text},
        url=origin + wanted.at(),
        own_url=origin + wanted.at(path=reverse("search_feed")),
        updated=max((entry.updated for entry in found), default=EPOCH),
        entries=found,
    )
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@require_safe
def release_feed(request: HttpRequest) -> HttpResponse:
    """Atom feed of what became real. It holds what everyone may read, whoever asks."""
    keys = ("site",)
    numbers = dict(zip(keys, stamps(keys), strict=True))
    if viewer(request) is None:
        depends(request, numbers)
    origin = settings.BASE_URL.origin
    found = released(origin=origin)
    text = feed(
        id=f"{origin}/releases",
        title=_("%(name)s: now real") % {"name": get("brand_name")},
        url=f"{origin}{reverse('releases')}",
        own_url=f"{origin}{reverse('release_feed')}",
        updated=max((entry.updated for entry in found), default=EPOCH),
        entries=found,
    )
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
