"""How sign-in and sign-up follow this instance's rules."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from desireline.kit.limits.api import allow, client_prefix, refund
from desireline.people.identity.invitations import accept
from desireline.people.identity.models import Person
from desireline.people.identity.openness import invitation_of, may_sign_up
from desireline.people.identity.words import letter_for, said
from desireline.people.letters.posting import post


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up may be open, by invitation, or closed; mail and messages are ours; limits hold across processes."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not belong together."),
        "incorrect_code": _("This is not the code that we sent. Look at the latest mail."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("That was too often. Wait a quarter of an hour, or ask for a new code."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return may_sign_up(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_prefix(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Ten wrong passwords for one address in a quarter of an hour, from wherever they come."""
        allow("password", str(credentials.get("email", "")).lower(), rate="10/15minute")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        found: Person | None = super().authenticate(request, **credentials)
        if found is not None:
            refund("password", str(credentials.get("email", "")).lower())
        return found

    def _rollback_login_failed_rl_usage(self) -> None:
        """Our own allowance is refunded above."""

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        refund("password", str(credentials.get("email", "")).lower())

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.name = form.cleaned_data.get("name", "").strip()
        user.language = get_language() or ""
        user.time_zone = request.COOKIES.get("zone", "")[:50]
        made: Person = super().save_user(request, user, form, commit)
        return made

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        found = invitation_of(request)
        return found is not None and found.email == email.lower()

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        found = invitation_of(request) if kwargs.get("signup") else None
        if found is not None and user.email == found.email:
            accept(found, person=user)
            del request.session["invitation"]
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = message or said(message_template or "", message_context or {})
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        name = template_prefix.rsplit("/", 1)[-1]
        with override(_language_of(email)):
            letter = letter_for(name, context)
            if letter is not None:
                post(email, letter)


def _language_of(email: str) -> str:
    """The language that the owner of the address chose, or that of the request."""
    found = Person.objects.filter(email__iexact=email).values_list("language", flat=True).first()
    request = context.request
    return found or (getattr(request, "LANGUAGE_CODE", "") if request else "") or get_language() or "en"
