"""The ways in. Only what is listed here of the sign-in library has an address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as keys
from django.urls import path

from desireline.people.identity import views
from desireline.people.identity.cast import cast_of
from desireline.people.identity.doors import door

login = account.LoginView.as_view(extra_context={"cast_of": cast_of})
OFTEN, SELDOM, CODE, OWN = "60/15minute", "20/hour", "10/15minute", "20/hour"

urlpatterns = [
    path("sign-in", door(login, "sign-in", prefix=OFTEN), name="account_login"),
    path("sign-in/as/<str:slug>", views.as_cast, name="sign_in_as"),
    path(
        "sign-in/code",
        door(account.request_login_code, "code", prefix=SELDOM, who="email", account="6/hour"),
        name="account_request_login_code",
    ),
    path(
        "sign-in/code/confirm",
        door(account.confirm_login_code, "code-try", prefix=OFTEN, account=CODE),
        name="account_confirm_login_code",
    ),
    path("sign-in/passkey", door(keys.login_webauthn, "passkey", prefix=OFTEN), name="mfa_login_webauthn"),
    path(
        "sign-in/check", door(mfa.authenticate, "check", prefix=OFTEN, account=CODE), name="mfa_authenticate"
    ),
    path("sign-in/blocked", account.account_inactive, name="account_inactive"),
    path(
        "sign-in/password",
        door(account.password_reset, "reset", prefix=SELDOM, who="email", account="6/hour"),
        name="account_reset_password",
    ),
    path(
        "sign-in/password/confirm",
        door(account.confirm_password_reset_code, "reset-try", prefix=OFTEN, account=CODE),
        name="account_confirm_password_reset_code",
    ),
    path(
        "sign-in/password/new",
        door(account.complete_password_reset, "reset-new", prefix=OFTEN, account=CODE),
        name="account_complete_password_reset",
    ),
    path(
        "sign-in/password/done", account.password_reset_from_key_done, name="account_password_reset_completed"
    ),
    path(
        "sign-up",
        door(account.signup, "sign-up", prefix=SELDOM, who="email", account="6/hour"),
        name="account_signup",
    ),
    path(
        "sign-up/confirm",
        door(account.email_verification_sent, "confirm", prefix=OFTEN, account=CODE),
        name="account_email_verification_sent",
    ),
    path("sign-out", account.logout, name="account_logout"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("setup/<str:token>", door(views.first, "setup", prefix=SELDOM), name="setup"),
    path(
        "me/again",
        door(account.reauthenticate, "again", prefix=OFTEN, account=CODE),
        name="account_reauthenticate",
    ),
    path(
        "me/again/passkey",
        door(keys.reauthenticate_webauthn, "again", prefix=OFTEN, account=CODE),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "me/again/code",
        door(mfa.reauthenticate, "again", prefix=OFTEN, account=CODE),
        name="mfa_reauthenticate",
    ),
    path("me/addresses", door(account.email, "addresses", prefix=OFTEN, account=OWN), name="account_email"),
    path(
        "me/password",
        door(account.password_change, "password-change", prefix=OFTEN, account=OWN),
        name="account_change_password",
    ),
    path(
        "me/password/new",
        door(account.password_set, "password-change", prefix=OFTEN, account=OWN),
        name="account_set_password",
    ),
    path("me/passkeys", mfa.index, name="mfa_index"),
    path("me/passkeys", mfa.index, name="mfa_list_webauthn"),
    path("me/passkeys/add", door(keys.add_webauthn, "passkey-add", prefix=OFTEN), name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/remove", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("me/passkeys/<int:pk>/name", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("me/passkeys/codes", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/passkeys/codes/new", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/passkeys/codes/file", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("me/sign-out-everywhere", views.everywhere, name="sign_out_everywhere"),
]
