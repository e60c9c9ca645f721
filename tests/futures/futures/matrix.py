from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests import make
from tests.cast import Cast
from tests.matrix import Row

ASKED = {"anonymous": 302, "blocked": 302}
EDITORS = {**ASKED, "steward": 200, "admin": 200, "*": 404}
DOES = {**ASKED, "steward": 302, "admin": 302, "*": 404}
REFUSED_FORM = {**ASKED, "steward": 422, "admin": 422, "*": 404}
STAFF = {"team": 200, "steward": 200, "admin": 200, "*": 404}
ONLY_EDITORS = {"steward": 200, "admin": 200, "*": 404}


def future(**values: Any) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: {"kwargs": {"slug": make.future(**values).slug}}


def archived(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.future(archived=timezone.now()).slug}}


OPEN, STAFFS, DRAFT = future(), future(audience="staff"), future(published=None)
ROWS = [
    Row("futures", expect={"*": 200}),
    Row("futures", "POST", expect={"*": 405}),
    Row("future", make=OPEN, expect={"*": 200}),
    Row("future", make=STAFFS, expect=STAFF, note="of our own people"),
    Row(
        "future",
        make=future(audience="signed_in"),
        expect={"anonymous": 404, "blocked": 404, "*": 200},
        note="for members",
    ),
    Row("future", make=DRAFT, expect=ONLY_EDITORS, note="not published"),
    Row("future", make=archived, expect=ONLY_EDITORS, note="archived"),
    Row("future_history", make=OPEN, expect={"*": 200}),
    Row("future_history", make=STAFFS, expect=STAFF, note="of our own people"),
    Row("future_history", make=DRAFT, expect=ONLY_EDITORS, note="not published"),
    Row("future_new", expect=EDITORS),
    Row("future_new", "POST", expect={**REFUSED_FORM, "steward": 200, "admin": 200}, note="nothing sent"),
    Row(
        "future_new",
        "POST",
        make=lambda cast: {"data": {"title": ""}},
        expect=REFUSED_FORM,
        note="without a title",
    ),
    Row("future_edit", make=OPEN, expect=EDITORS),
    Row("future_edit", make=DRAFT, expect=EDITORS, note="not published"),
    Row("future_archive", "POST", make=OPEN, expect=DOES),
    Row("future_archive", make=OPEN, expect={"*": 405}),
    Row("future_discard", "POST", make=OPEN, expect=DOES),
]
