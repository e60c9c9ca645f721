"""What every way in passes: limits per address prefix and per account, and nothing for blocked people."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from desireline.kit.limits.api import TooMany, allow, client_prefix
from desireline.people.identity.models import Person

View = Callable[..., HttpResponseBase]
_PENDING = (
    (LOGIN_SESSION_KEY, "user_pk", 36),
    (PASSWORD_RESET_VERIFICATION_SESSION_KEY, "user_id", 10),
    (EMAIL_VERIFICATION_CODE_SESSION_KEY, "user_id", 10),
)


def door(view: View, action: str, *, prefix: str, who: str = "", account: str = "") -> View:
    """The view, with its POSTs limited: `prefix` is the rate per address prefix, `account` that per account.

    The account is the e-mail address in the field `who`, or else the person in the session (signed in or about to).
    """

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _someone_blocked(request):
            request.session.flush()
            return redirect("account_login")
        try:
            if request.method == "POST":
                allow(f"{action}:from", client_prefix(request), rate=prefix)
                named = request.POST.get(who, "").strip().lower() if who else _person(request)
                if account and named:
                    allow(f"{action}:for", named, rate=account)
            return view(request, *args, **kwargs)
        except TooMany as refused:
            return wait(request, refused)

    return guarded


def wait(request: HttpRequest, refused: TooMany) -> HttpResponse:
    """The page that says how long to wait."""
    response = render(request, "identity/wait.html", {"refused": refused}, status=refused.status)
    response["Retry-After"] = str(refused.retry_after)
    return response


def _pending(request: HttpRequest) -> set[int]:
    found = set()
    for key, field, base in _PENDING:
        state = request.session.get(key)
        if isinstance(state, dict) and state.get(field):
            found.add(int(str(state[field]), base))
    return found


def _someone_blocked(request: HttpRequest) -> bool:
    waiting = _pending(request)
    return bool(waiting) and Person.objects.filter(pk__in=waiting, is_active=False).exists()


def _person(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return str(request.user.pk)
    return "-".join(str(pk) for pk in sorted(_pending(request)))
