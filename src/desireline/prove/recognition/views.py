from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs, signed_in, viewer
from desireline.prove.recognition import consent, wall
from desireline.prove.recognition.access import release_read
from desireline.prove.recognition.page import release_page
from desireline.prove.recognition.response_page import response_page
from desireline.prove.recognition.telling import address_of
from desireline.prove.recognition.words import ICONS, choice_meanings, choice_words, role_words


@require_safe
def releases(request: HttpRequest) -> HttpResponseBase:
    """The wall of what became real."""
    return render(request, "recognition/wall.html", wall.wall_page(viewer(request), request.GET.get("from")))


@require_safe
def release(request: HttpRequest, pk: str, slug: str = "") -> HttpResponseBase:
    """What is real now, and thanks to whom. The number decides, the words are for people."""
    reader = viewer(request)
    found = release_read(reader, int(pk))
    if request.path != address_of(found):
        return redirect(address_of(found))
    return render(request, "recognition/release.html", release_page(found, reader))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_credits(request: HttpRequest) -> HttpResponseBase:
    """What came of what one said, and whether one wants to be named."""
    person = actor(request)
    error = ""
    if request.method == "POST":
        try:
            before = consent.choose(
                person, choice=request.POST.get("choice") or request.GET.get("choice", "")
            )
            said(request, _("Kept."), undo=f"{reverse('my_credits')}?choice={before}")
            return redirect("my_credits")
        except Refused as no:
            error = no.message
    page = wall.credits_page(person, request.GET.get("from"))
    context = page | {
        "error": error,
        "choice": consent.choice_of(person),
        "choices": choice_words(),
        "meanings": choice_meanings(),
        "roles": role_words(),
        "icons": ICONS,
        "next_url": f"{reverse('my_credits')}?from={page['next']}" if page["next"] else None,
    }
    return render(request, "recognition/mine.html", context, status=422 if error else 200)


@require_safe
@needs(Permission.SEE_TEAM)
def response(request: HttpRequest) -> HttpResponseBase:
    """How soon ideas are answered, against what was promised."""
    given = request.GET
    page = response_page(
        actor(request), month=given.get("month", ""), only=given.get("only", ""), cursor=given.get("from")
    )
    return render(request, "recognition/response.html", page)
