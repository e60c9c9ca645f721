from __future__ import annotations

from typing import Any

from desireline.guide.account.models import Correction, SavedFilter
from tests.cast import Cast
from tests.matrix import Row

STAFF = {"team": 200, "steward": 200, "admin": 200}
ASKED = {"anonymous": 302, "blocked": 302}
OURS = {"*": 404, **ASKED, "customer": 200, **STAFF}
SENT = {"*": 404, **ASKED, "customer": 302, "team": 302, "steward": 302, "admin": 302}


def _harbour(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": cast.harbour.slug}}


def _correct(cast: Cast) -> dict[str, Any]:
    return {**_harbour(cast), "data": {"text": "The city is wrong", "about": "Who"}}


def _filter(cast: Cast) -> dict[str, Any]:
    return {**_harbour(cast), "data": {"name": "Lamps", "q": "lamp"}}


def _filter_of_carla(cast: Cast) -> dict[str, Any]:
    made = SavedFilter.objects.create(person=cast.carla, name="Mine", query="q=lamp")
    return {"kwargs": {"slug": cast.harbour.slug, "pk": made.pk}}


def _correction(cast: Cast) -> dict[str, Any]:
    made = Correction.objects.create(account=cast.harbour, by=cast.carla, text="wrong")
    return {"kwargs": {"pk": made.pk}, "data": {"how": "done"}}


ROWS = [
    Row("own_account", expect={"*": 302, "contributor": 200}),
    Row("account_view", make=_harbour, expect=OURS),
    Row("account_export", make=_harbour, expect=OURS),
    Row("account_correct", "POST", make=_correct, expect=SENT),
    Row("account_filter", "POST", make=_filter, expect=SENT),
    Row("account_filter_drop", "POST", make=_filter_of_carla, expect={"*": 404, **ASKED, "customer": 302}),
    Row("account_log", expect={"*": 404, **ASKED, "steward": 200, "admin": 200}),
    Row("corrections", expect={"*": 404, **ASKED, **STAFF}),
    Row(
        "correction_settle",
        "POST",
        make=_correction,
        expect={"*": 404, **ASKED, "team": 302, "steward": 302, "admin": 302},
    ),
]
