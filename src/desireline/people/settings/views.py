from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desireline.kit.options.api import OPTIONS, get, grouped, put
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, needs, viewer
from desireline.people.settings.forms import read, rows

KEPT = "settings_before"


@needs(Permission.SETTINGS)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("group") or request.GET.get("group") or ""
    groups = grouped()
    group, options = next((pair for pair in groups if pair[0].key == chosen), groups[0])
    errors: dict[str, str] = {}
    if request.method == "POST":
        values, errors = read(request.POST, options)
        if not errors:
            _save(request, values)
            return redirect(f"{reverse('settings')}?{urlencode({'group': group.key})}")
    fields = rows(options, request.POST if errors else None, errors)
    context = {
        "groups": [found for found, _options in groups],
        "group": group,
        "fields": fields,
        "errors": errors,
    }
    return render(request, "settings/page.html", context, status=422 if errors else 200)


def _save(request: HttpRequest, values: dict[str, str | int | bool]) -> None:
    before = {key: get(key) for key in values if get(key) != values[key]}
    if not before:
        messages.info(request, _("Nothing was changed."))
        return
    put(values)
    token = get_random_string(16)
    request.session[KEPT] = {"token": token, "values": before}
    said(request, _("Saved."), undo=reverse("settings_undo", args=[token]))


@needs(Permission.SETTINGS)
@require_POST
def undo(request: HttpRequest, token: str) -> HttpResponse:
    kept = request.session.get(KEPT) or {}
    if kept.get("token") != token:
        messages.info(request, _("This was undone before, or something newer was saved since."))
        return redirect("settings")
    del request.session[KEPT]
    values = {key: value for key, value in kept["values"].items() if key in OPTIONS.names()}
    put(values)
    messages.success(request, _("Everything is as it was."))
    group = OPTIONS[next(iter(values))].group if values else ""
    return redirect(f"{reverse('settings')}?{urlencode({'group': group})}")


@require_GET
def brand_css(request: HttpRequest) -> HttpResponse:
    """The colour of the brand. Pages ask with the number that they want it for: that answer never changes."""
    hue = int(get("brand_hue"))
    text = f":root {{ --hue: {hue}; }}\n"
    etag = f'"{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"'
    same = request.headers.get("If-None-Match") == etag
    response = (
        HttpResponseNotModified() if same else HttpResponse(text, content_type="text/css; charset=utf-8")
    )
    response["ETag"] = etag
    lasting = request.GET.get("v") == str(hue)
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if lasting else "public, max-age=0, must-revalidate"
    )
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    code, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if code not in dict(settings.LANGUAGES):
        raise Http404
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = redirect(back if safe else "/")
    person = viewer(request)
    if person is not None:
        person.language = code
        person.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=31_536_000,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response
