"""Who may do what: one question, asked by pages and verbs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desireline.kit.errors import Refused
from desireline.people.roles.rules import STAFF, Permission, Role, allows
from desireline.people.roles.words import LABELS, MEANINGS

if TYPE_CHECKING:
    from desireline.people.identity.models import Person

__all__ = [
    "LABELS",
    "MEANINGS",
    "STAFF",
    "Permission",
    "Role",
    "actor",
    "allows",
    "is_staff",
    "label",
    "may",
    "must",
    "needs",
    "signed_in",
    "viewer",
]

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def viewer(request: HttpRequest) -> Person | None:
    """The signed-in, not blocked person of this request, or None."""
    user: Any = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def actor(request: HttpRequest) -> Person:
    """Who asks, in a view that `needs` or `signed_in` guards: they let nobody through who is not signed in."""
    person = viewer(request)
    if person is None:
        raise RuntimeError("This view lets strangers in: guard it with `needs` or `signed_in`.")
    return person


def may(person: Person | None, permission: Permission) -> bool:
    """Whether the person has the permission. Nobody (None) and blocked people have none."""
    return person is not None and person.is_active and allows(Role(person.role), permission)


def label(role: str) -> Any:
    """What the role is called (lazy text)."""
    return LABELS[Role(role)]


def is_staff(person: Person | None) -> bool:
    """Whether the person belongs to the organisation (team, steward, admin)."""
    return person is not None and person.is_active and Role(person.role) in STAFF


def must(person: Person | None, permission: Permission) -> None:
    """Raise Refused unless the person has the permission. Verbs call this."""
    if not may(person, permission):
        raise Refused(_("You are not allowed to do this. Ask an administrator for the right role."))


def needs(permission: Permission) -> Callable[[View], View]:
    """View decorator: strangers are asked to sign in; without the permission the page does not exist (404)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = viewer(request)
            if person is None:
                return _to_sign_in(request)
            if not may(person, permission):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]

    return decorate


def signed_in(view: View) -> View:
    """View decorator: send strangers to the sign-in page and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if viewer(request) is None:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    response = redirect(f"{reverse('account_login')}?next={_path_of(back)}")
    if request.headers.get("HX-Request"):
        response.status_code = 204
        response["HX-Redirect"] = response["Location"]
    return response


def _path_of(address: str) -> str:
    from urllib.parse import quote, urlsplit

    parts = urlsplit(address)
    return quote(parts.path + (f"?{parts.query}" if parts.query else ""))
