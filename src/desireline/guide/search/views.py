from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from desireline.engines.search.api import suggest, tokens_of
from desireline.guide.search.askers import counting
from desireline.guide.search.page import STAMPS, as_json, search_page
from desireline.guide.search.wanted import LONGEST, wanted_from
from desireline.kit.options.api import stamps
from desireline.kit.pages.lane import depends
from desireline.kit.pages.straight import straight
from desireline.listen.boards.api import Board
from desireline.listen.closeness.api import closest
from desireline.people.roles.api import viewer


@straight
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box over everything that the reader may see."""
    wanted = wanted_from(request.GET.dict())
    page = search_page(wanted, viewer(request))
    depends(request, dict(page.stamps))
    part = request.headers.get("HX-Request") == "true"
    return render(
        request,
        "search/_results.html" if part else "search/search.html",
        {"found": page, "query": wanted.text, "asked_url": reverse("search_asked") if counting() else ""},
    )


@straight
@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    page = search_page(wanted_from(request.GET.dict()), viewer(request))
    depends(request, dict(page.stamps))
    return HttpResponse(orjson.dumps(as_json(page)), content_type="application/json")


@straight
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the words may go on to, by cards that the reader may find."""
    base = dict(zip(STAMPS, stamps(STAMPS), strict=True))
    text = request.GET.get("q", "").replace("\x00", " ")[:LONGEST]
    found = list(suggest(text, allow=tokens_of(viewer(request)), limit=6)) if text.strip() else []
    depends(request, base)
    return HttpResponse(orjson.dumps({"suggestions": found}), content_type="application/json")


@straight
@require_safe
def close_ideas(request: HttpRequest) -> HttpResponse:
    """Ideas that say the same as the words typed so far: a fragment, or JSON for who asks for it."""
    person = viewer(request)
    text = (request.GET.get("q") or request.GET.get("title", ""))[:1000].replace("\x00", " ")
    slug = request.GET.get("board")
    board = get_object_or_404(Board.objects.visible_to(person), slug=slug) if slug else None
    skip = [int(pk) for pk in request.GET.getlist("skip") if pk.isdecimal()][:20]
    found = closest(text, person=person, board=board, skip=skip)
    if "application/json" in request.headers.get("Accept", ""):
        rows = [
            {
                "snippet": "".join(piece.text for piece in one.snippet),
                **{
                    name: getattr(one, name)
                    for name in ("id", "title", "url", "support", "comments", "status", "board")
                },
            }
            for one in found
        ]
        response = HttpResponse(orjson.dumps({"similar": rows}), content_type="application/json")
    else:
        response = render(request, "instead/_close.html", {"close": found})
    response.headers["Vary"] = "Accept, Cookie"
    return response
