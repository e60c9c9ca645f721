"""What we say by mail and in short messages around signing in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.kit.options.api import get
from desireline.people.identity.openness import may_sign_up
from desireline.people.letters.api import Letter

_QUIET = {"logged_in", "logged_out", "login_code_sent", "email_confirmation_sent", "email_confirmed"}


def said(template: str, context: dict[str, Any]) -> str:
    """A short message, or nothing where the page itself shows what happened."""
    name = template.rsplit("/", 1)[-1].removesuffix(".txt")
    if name in _QUIET:
        return ""
    email = context.get("email", "")
    return {
        "password_changed": _("Your password was changed."),
        "password_set": _("You have a password now."),
        "email_deleted": _("%(email)s was taken away.") % {"email": email},
        "primary_email_set": _("Mail goes to your new main address from now on."),
        "cannot_delete_primary_email": _(
            "This is your main address. Choose another one as the main one first."
        ),
        "unverified_primary_email": _("Confirm this address before it becomes the main one."),
        "email_confirmation_failed": _("%(email)s could not be confirmed.") % {"email": email},
        "webauthn_added": _("The passkey was added."),
        "webauthn_removed": _("The passkey was removed."),
        "recovery_codes_generated": _("You have new recovery codes. The old ones no longer work."),
    }.get(name, "")


def _not_me() -> str:
    return _("If you did not ask for this, you can leave it: without the code nothing happens.")


def _code(code: str, *, subject: str, line: str) -> Letter:
    small = [
        _("The code works once, for a quarter of an hour, in the browser in which it was asked for."),
        _not_me(),
    ]
    return Letter(subject=subject, title=line, code=code, small=small)


def _happened(title: str, line: str) -> Letter:
    ask = _("If it was not you, set a new password and sign out everywhere.")
    return Letter(
        subject=title,
        title=title,
        lines=[line],
        small=[ask],
        button=(_("Look at your profile"), reverse("profile")),
    )


def letter_for(name: str, context: dict[str, Any]) -> Letter | None:
    """The mail of that name in the active language, or None for one that we do not send."""
    brand, code = get("brand_name"), str(context.get("code", ""))
    values = {"name": brand, "code": code}
    if name in {"email_confirmation", "email_confirmation_signup"}:
        return _code(
            code,
            subject=_("%(code)s confirms your address") % values,
            line=_("Confirm that this address is yours"),
        )
    if name == "login_code":
        return _code(
            code,
            subject=_("%(code)s is your sign-in code") % values,
            line=_("Your code to sign in to %(name)s") % values,
        )
    if name == "password_reset_code":
        return _code(
            code,
            subject=_("%(code)s lets you set a new password") % values,
            line=_("Your code to set a new password"),
        )
    if name == "account_already_exists":
        return _known(values)
    if name == "unknown_account":
        return _unknown(context, values)
    return _told(name, context)


def _known(values: dict[str, str]) -> Letter:
    return Letter(
        subject=_("You have an account at %(name)s already") % values,
        title=_("You have an account already"),
        lines=[_("Somebody, probably you, tried to sign up at %(name)s with this address.") % values],
        button=(_("Sign in with a code"), reverse("account_request_login_code")),
        small=[_("If it was not you, you can leave it: nothing was changed.")],
    )


def _unknown(context: dict[str, Any], values: dict[str, str]) -> Letter:
    request = context.get("request")
    may = request is not None and may_sign_up(request)
    return Letter(
        subject=_("There is no account with this address at %(name)s") % values,
        title=_("There is no account with this address"),
        lines=[_("Somebody, probably you, tried to sign in at %(name)s with this address.") % values],
        button=(_("Sign up"), reverse("account_signup")) if may else None,
        small=[_("Perhaps you signed up with another address. If it was not you, you can leave it.")],
    )


def _told(name: str, context: dict[str, Any]) -> Letter | None:
    changed = _("This was changed in your account a moment ago.")
    titles = {
        "password_changed": _("Your password was changed"),
        "password_set": _("A password was set for your account"),
        "password_reset": _("Your password was reset"),
        "email_changed": _("Your main address was changed"),
        "email_deleted": _("An address was taken away from your account"),
        "webauthn_added": _("A passkey was added to your account"),
        "webauthn_removed": _("A passkey was removed from your account"),
        "recovery_codes_generated": _("New recovery codes were made for your account"),
    }
    return _happened(titles[name], changed) if name in titles else None
