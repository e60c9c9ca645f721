from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.listen.boards.api import boards_for, shown_statuses
from desireline.listen.ideas.models import Idea
from desireline.listen.merges.api import bring_together
from desireline.listen.merges.views import undo_address
from desireline.listen.reader import reader
from desireline.listen.twins import deeds, listing
from desireline.listen.twins.models import TwinSweep
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, needs

MOST = 500


@require_safe
@needs(Permission.TRIAGE)
def twins(request: HttpRequest) -> HttpResponse:
    """Ideas that look like the same, in groups."""
    person, view = reader(request), request.GET.get("view", "")
    view = view if view in listing.VIEWS else ""
    board = request.GET.get("board", "")[:80]
    page = listing.page(person, view=view, board=board, cursor=request.GET.get("from"))
    kept = {name: value for name, value in (("view", view), ("board", board)) if value}
    shown = {
        "groups": page.rows,
        "next_url": f"{request.path}?{urlencode({**kept, 'from': page.next})}" if page.next else None,
        "view": view,
        "board": board,
        "boards": boards_for(person),
        "waiting": listing.count(person),
        "statuses": shown_statuses(),
        "here_url": request.get_full_path(),
        "sweep": TwinSweep.objects.filter(pk=1).first(),
    }
    return render(request, "twins/twins.html", shown)


@require_POST
@needs(Permission.TRIAGE)
def twins_act(request: HttpRequest) -> HttpResponseBase:
    """Merge, put off, or say that it is not the same."""
    person, act = reader(request), request.POST.get("act", "")
    rows = _numbers(request.POST.getlist("rows"))
    try:
        if act == "merge":
            _merge(request, person)
        elif act == "different":
            made = deeds.not_the_same(rows, by=person)
            said(request, _("Not the same: they are not shown together again."), undo=_undo(made))
        elif act == "later":
            said(request, _("Put off for thirty days."), undo=_undo(deeds.later(rows, by=person)))
        elif act == "back":
            deeds.bring_back(rows, by=person)
            said(request, _("They wait again."))
    except Refused as no:
        said(request, no.message)
    return redirect(_safe(request.POST.get("back", "")))


def _merge(request: HttpRequest, person: Person) -> None:
    seen = Idea.objects.visible_to(person).select_related("board")
    into = seen.filter(pk__in=_numbers([request.POST.get("into", "")])).first()
    if into is None:
        raise Refused(_("Choose which one stays."))
    ideas = list(seen.filter(pk__in=_numbers(request.POST.getlist("ids"))))
    made = bring_together(ideas, into, by=person)
    n = len(made)
    text = ngettext(
        "%(n)d idea was merged. Supporters are told.", "%(n)d ideas were merged. Supporters are told.", n
    )
    said(request, text % {"n": n}, undo=undo_address(made))


@require_POST
@needs(Permission.TRIAGE)
def twins_undo(request: HttpRequest) -> HttpResponseBase:
    """What was put off or called different waits again."""
    try:
        deeds.bring_back(_numbers(request.GET.getlist("p")), by=reader(request))
        said(request, _("They wait again."))
    except Refused as no:
        said(request, no.message)
    return redirect("twins")


def _undo(rows: Sequence[int]) -> str:
    return f"{reverse('twins_undo')}?{urlencode({'p': rows}, doseq=True)}"


def _numbers(given: Sequence[str]) -> list[int]:
    return [pk for one in given[:MOST] if (pk := row_id(one))]


def _safe(there: str) -> str:
    good = there.startswith(reverse("twins")) and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return there if good else reverse("twins")
