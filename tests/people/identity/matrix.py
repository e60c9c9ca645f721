from __future__ import annotations

from tests.matrix import Row

OUT = {"anonymous": 200, "blocked": 200, "*": 302}
OWN = {"anonymous": 302, "blocked": 302, "*": 200}
AWAY = {"*": 302}
NO_KEY = {"kwargs": {"pk": 1}}


def _token(cast: object) -> dict[str, dict[str, str]]:
    return {"kwargs": {"token": "guess"}}


ROWS = [
    Row("account_login", expect=OUT),
    Row("sign_in_as", "POST", lambda cast: {"kwargs": {"slug": "carla"}}, expect={"*": 404}),
    Row("account_request_login_code", expect=OUT),
    Row("account_confirm_login_code", expect=AWAY),
    Row("mfa_login_webauthn", expect=AWAY),
    Row("mfa_authenticate", expect=AWAY),
    Row("account_inactive", expect={"*": 200}),
    Row("account_reset_password", expect={"*": 200}),
    Row("account_confirm_password_reset_code", expect=AWAY),
    Row("account_complete_password_reset", expect=AWAY),
    Row("account_password_reset_completed", expect={"*": 200}),
    Row("account_signup", expect=OUT),
    Row("account_email_verification_sent", expect=AWAY),
    Row("account_logout", expect=OWN),
    Row("account_logout", "POST", expect=AWAY),
    Row("invitation", make=_token, expect={"*": 410}),
    Row("setup", make=_token, expect={"*": 404}),
    Row("account_reauthenticate", expect={"anonymous": 302, "blocked": 302, "*": 403}),
    Row("mfa_reauthenticate_webauthn", expect={"anonymous": 302, "blocked": 302, "*": 403}),
    Row("mfa_reauthenticate", expect={"anonymous": 302, "blocked": 302, "*": 403}),
    Row("account_email", expect=OWN),
    Row("account_change_password", expect=AWAY),
    Row("account_set_password", expect=OWN),
    Row("mfa_index", expect=OWN),
    Row("mfa_list_webauthn", expect=OWN),
    Row("mfa_add_webauthn", expect=OWN),
    Row("mfa_remove_webauthn", make=lambda cast: NO_KEY, expect={"anonymous": 302, "blocked": 302, "*": 404}),
    Row("mfa_edit_webauthn", make=lambda cast: NO_KEY, expect={"anonymous": 302, "blocked": 302, "*": 404}),
    Row("mfa_view_recovery_codes", expect={"anonymous": 302, "blocked": 302, "*": 404}),
    Row("mfa_generate_recovery_codes", expect=OWN),
    Row("mfa_download_recovery_codes", expect={"anonymous": 302, "blocked": 302, "*": 404}),
    Row("sign_out_everywhere", "POST", expect=AWAY),
]
