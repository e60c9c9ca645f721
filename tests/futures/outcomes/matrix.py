from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import make
from tests.cast import Cast
from tests.futures.futures.matrix import ASKED, DOES, EDITORS, ONLY_EDITORS, STAFF
from tests.matrix import Row

MEMBERS = {**ASKED, "*": 302}
STAFF_SENT = {**ASKED, "team": 302, "steward": 302, "admin": 302, "*": 404}


def outcome(**values: Any) -> Callable[[Cast], dict[str, Any]]:
    """An outcome under a future with these values."""
    data = {"importance": 5, "satisfaction": 2}
    return lambda cast: {"kwargs": {"slug": make.outcome(under=make.future(**values)).slug}, "data": data}


def future(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.future().slug}}


def scenario(cast: Cast) -> dict[str, Any]:
    found = make.outcome()
    return {"kwargs": {"slug": found.slug, "number": found.scenarios.create(title="Payday").pk}}


def no_scenario(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.outcome().slug, "number": 999_999}}


OPEN, STAFFS, DRAFT = outcome(), outcome(audience="staff"), outcome(published=None)
ROWS = [
    Row("outcome", make=OPEN, expect={"*": 200}),
    Row("outcome", make=STAFFS, expect=STAFF, note="of our own people"),
    Row("outcome", make=DRAFT, expect=ONLY_EDITORS, note="of a future that is not published"),
    Row("outcome_check", expect={"*": 200}),
    Row("outcome_new", make=future, expect=EDITORS),
    Row("outcome_edit", make=OPEN, expect=EDITORS),
    Row("outcome_rate", "POST", make=OPEN, expect=MEMBERS),
    Row("outcome_rate", "POST", make=STAFFS, expect=STAFF_SENT, note="of our own people"),
    Row("outcome_rate", make=OPEN, expect={"*": 405}),
    Row("outcome_reached", "POST", make=OPEN, expect=MEMBERS),
    Row("outcome_reached", "POST", make=STAFFS, expect=STAFF_SENT, note="of our own people"),
    Row("outcome_archive", "POST", make=OPEN, expect=DOES),
    Row("scenario_new", make=OPEN, expect=EDITORS),
    Row("scenario_edit", make=scenario, expect=EDITORS),
    Row("scenario_edit", make=no_scenario, expect={**ASKED, "*": 404}, note="that is gone"),
]
