from __future__ import annotations

from tests.matrix import Row

ADMINS = {"anonymous": 302, "blocked": 302, "*": 404}
SENT = {**ADMINS, "admin": 302}
ROWS = [
    Row("settings", expect={**ADMINS, "admin": 200}),
    Row(
        "settings",
        "POST",
        lambda cast: {"data": {"group": "place", "currency": "EUR", "language": ""}},
        expect=SENT,
    ),
    Row("settings_undo", "POST", lambda cast: {"kwargs": {"token": "x"}}, expect=SENT),
    Row("settings_logo", "POST", expect=SENT),
    Row("brand_css", expect={"*": 200}),
    Row("brand_logo", expect={"*": 404}),
    Row("language", "POST", lambda cast: {"data": {"language": "de"}}, expect={"*": 302}),
]
