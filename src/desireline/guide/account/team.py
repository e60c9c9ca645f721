"""Pages of the team: who looked at which account, and what customers say is wrong."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.guide.account import corrections as verbs
from desireline.guide.account import looks
from desireline.guide.account.models import Correction
from desireline.kit.options.api import get
from desireline.kit.pages.said import said
from desireline.kit.paging.api import latest
from desireline.people.roles.api import Permission, actor, needs

SIZE = 30


@require_safe
@needs(Permission.SEE_ACCESS_LOG)
def account_log(request: HttpRequest) -> HttpResponse:
    """Who of our own people looked at which account, and when."""
    narrowed = {name: value for name in ("account", "person") if (value := request.GET.get(name, "")[:80])}
    page = looks.listed(
        account=narrowed.get("account", ""), person=narrowed.get("person", ""), after=request.GET.get("after")
    )
    more = f"{reverse('account_log')}?{urlencode({**narrowed, 'after': page.next})}" if page.next else None
    shown = {"page": page, "next_url": more, "narrowed": narrowed, "days": get(looks.DAYS)}
    return render(request, "account/log.html", shown)


@require_safe
@needs(Permission.SEE_ACCOUNTS)
def corrections(request: HttpRequest) -> HttpResponse:
    """What customers say is wrong: what is open, or what is settled."""
    settled = request.GET.get("view") == "settled"
    rows: Any = Correction.objects.select_related("account", "by", "settled_by")
    is_open = {"state": Correction.State.OPEN}
    rows = rows.exclude(**is_open) if settled else rows.filter(**is_open)
    page = latest(rows, request.GET.get("after"), size=SIZE)
    asked = {"view": "settled"} if settled else {}
    more = f"{reverse('corrections')}?{urlencode({**asked, 'after': page.next})}" if page.next else None
    return render(request, "account/corrections.html", {"page": page, "settled": settled, "next_url": more})


@require_POST
@needs(Permission.SEE_ACCOUNTS)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle it (`how=done` or `declined`), or open it again (`how=open`, in the address as it undoes)."""
    by = actor(request)
    correction = get_object_or_404(Correction, pk=pk)
    how = request.GET.get("how") or request.POST.get("how", "")
    if how == "open":
        verbs.reopen(correction, by=by)
    else:
        verbs.settle(correction, by=by, done=how == "done", answer=request.POST.get("answer", ""))
        said(request, _("Settled. Whoever asked is told."), undo=f"{request.path}?how=open")
    return redirect("corrections")
