from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desireline.people.notices import api, choosing, stopping
from desireline.people.notices.api import KINDS
from desireline.people.notices.listing import page_for
from desireline.people.notices.models import Notice
from desireline.people.roles.api import actor, signed_in


@signed_in
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    return render(
        request, "notices/list.html", {"page": page_for(actor(request), after=request.GET.get("after"))}
    )


@signed_in
@require_GET
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=pk, person=actor(request))
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    ours = notice.url.startswith("/") and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if ours else "notices")


@signed_in
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    rows = Notice.objects.filter(person=actor(request), read_at__isnull=True)
    if request.POST.get("id", "").isdecimal():
        rows = rows.filter(pk=request.POST["id"])
    rows.update(read_at=timezone.now())
    return redirect("notices")


@signed_in
@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    if request.method == "POST":
        choosing.save(person, request.POST)
        messages.success(request, _("Saved."))
        return redirect("notice_choices")
    page = choosing.followed(person, after=request.GET.get("after"))
    context = {"rows": choosing.rows(person), "page": page, "on_page": _after(request)}
    return render(request, "notices/choices.html", context)


@signed_in
@require_POST
def follow(request: HttpRequest, topic: str) -> HttpResponse:
    """The button on the page of a thing: hear what becomes of it (`on=1`), or no longer (`on=0`)."""
    person = actor(request)
    at = choosing.address_of(person, topic)
    (api.unfollow if request.POST.get("on") == "0" else api.follow)(person, topic)
    if request.headers.get("HX-Request") == "true":
        return render(request, "notices/_follow.html", {"topic": topic})
    return redirect(at)


@signed_in
@require_POST
def topic(request: HttpRequest) -> HttpResponse:
    choosing.change(actor(request), request.POST.get("topic", ""), how=request.POST.get("how", ""))
    return redirect(f"{reverse('notice_choices')}{_after(request)}#followed")


def _after(request: HttpRequest) -> str:
    """The page of the list on which the reader is, as a query."""
    after = request.GET.get("after", "")
    return f"?{urlencode({'after': after})}" if after else ""


@csrf_exempt  # mail programs post here by themselves; the token in the address is the proof
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    found = stopping.read(token)
    if found is None:
        raise Http404
    person, kinds = found
    state = "asked"
    if request.method == "POST":
        again = request.POST.get("again") == "1"
        stopping.set_mail(person, kinds, mail=None if again else "never")
        state = "again" if again else "stopped"
    labels = [KINDS[kind].label for kind in kinds]
    return render(request, "notices/stop.html", {"state": state, "labels": labels, "token": token})
