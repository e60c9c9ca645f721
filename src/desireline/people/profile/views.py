from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desireline.kit.errors import Refused
from desireline.kit.limits.api import TooMany, allow
from desireline.kit.options.api import bump
from desireline.people.identity.doors import wait
from desireline.people.profile.access import shown_to
from desireline.people.profile.api import erase
from desireline.people.profile.forms import ProfileForm
from desireline.people.profile.picture import picture_url
from desireline.people.profile.takeout import takeout
from desireline.people.roles.api import actor, label, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    form = ProfileForm(request.POST or None, person=person, detected=request.COOKIES.get("zone", ""))
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(person, name, value)
        person.save(update_fields=list(form.cleaned_data))
        bump("site")
        messages.success(request, _("Saved."))
        return redirect("profile")
    addresses = EmailAddress.objects.filter(user_id=person.pk).order_by("-primary", "email")
    keys = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.WEBAUTHN).count()
    context = {
        "picture": picture_url(person),
        "form": form,
        "addresses": list(addresses),
        "keys": keys,
        "role": label(person.role),
    }
    return render(request, "profile/me.html", context, status=422 if form.errors else 200)


@require_GET
def public(request: HttpRequest, pk: int) -> HttpResponse:
    person, panels = shown_to(request, pk)
    return render(
        request,
        "profile/public.html",
        {"shown": person, "panels": panels, "role": label(person.role), "picture": picture_url(person)},
    )


@signed_in
@require_POST
def export(request: HttpRequest) -> HttpResponse | FileResponse:
    person = actor(request)
    try:
        allow("takeout", person.pk, rate="6/hour")
    except TooMany as refused:
        return wait(request, refused)
    return FileResponse(
        takeout(person), as_attachment=True, filename="my-data.zip", content_type="application/zip"
    )


@signed_in
@reauthentication_required(app="allauth.account")  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    error = ""
    if request.method == "POST":
        if request.POST.get("email", "").strip().lower() != person.email:
            error = _("This is not the address of this account.")
        else:
            try:
                erase(person)
            except Refused as refused:
                error = refused.message
            else:
                logout(request)
                return redirect("left")
    return render(request, "profile/leave.html", {"error": error}, status=422 if error else 200)


@require_GET
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "profile/left.html")
