from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desireline.kit.options.api import get
from desireline.people.identity.api import end_sessions
from desireline.people.identity.forms import FirstForm
from desireline.people.identity.invitations import invitation_for
from desireline.people.identity.models import Person
from desireline.people.identity.setup_door import create_admin, opens
from desireline.people.roles.api import actor, signed_in, viewer


@require_GET
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = invitation_for(token)
    if found is None or get("sign_up") == "closed":
        return render(request, "identity/invitation_gone.html", status=410)
    if viewer(request) is not None:
        messages.info(request, _("You are signed in already. Sign out to use an invitation."))
        return redirect("/")
    request.session["invitation"] = token
    request.session["account_verified_email"] = found.email
    return redirect("account_signup")


@require_http_methods(["GET", "POST"])
def first(request: HttpRequest, token: str) -> HttpResponse:
    if not opens(token):
        return render(request, "identity/setup_gone.html", status=404)
    form = FirstForm(request.POST or None)
    if not form.is_valid():
        return render(request, "identity/setup.html", {"form": form}, status=422 if form.errors else 200)
    given = form.cleaned_data
    person = create_admin(given["email"], name=given["name"], password=given["password1"])
    _enter(request, person, "setup")
    return redirect("/")


@require_POST
def as_cast(request: HttpRequest, slug: str) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person, attributes__cast=slug)
    if not person.is_active:
        return redirect("account_inactive")
    _enter(request, person, "demo")
    return redirect("/")


def _enter(request: HttpRequest, person: Person, method: str) -> None:
    get_adapter(request).login(request, person)
    record_authentication(request, person, method=method)


@signed_in
@require_POST
def everywhere(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    end_sessions(person)
    update_session_auth_hash(request, person)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("profile")
