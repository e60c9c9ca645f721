from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.matrix import Row

ASKED = {"anonymous": 302, "blocked": 302}
SEEN = {"*": 404, **ASKED, "team": 200, "steward": 200, "admin": 200}
LED_ON = {"*": 404, **ASKED, "team": 302, "steward": 302, "admin": 302}


def _measure(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"measure": "codeveloped"}}


def _none(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"measure": "happiness"}}


def _csv(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"form": "csv"}}


def _json(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"form": "json"}}


def _month(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"number": 202610}}


def _no_month(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"number": 202613}}


ROWS = [
    Row("scorecard", expect=SEEN),
    Row("scorecard_paper", expect=SEEN),
    Row("scorecard_rows", make=_measure, expect=SEEN),
    Row("scorecard_rows", make=_none, expect={"*": 404, **ASKED}, note="of no measure"),
    Row("scorecard_export", make=_csv, expect=SEEN),
    Row("scorecard_export", make=_json, expect=SEEN, note="as JSON"),
    Row("scorecard_letter", "POST", expect=LED_ON),
    Row("scorecard_month", make=_month, expect=LED_ON),
    Row("scorecard_month", make=_no_month, expect={"*": 404, **ASKED}, note="of no month"),
]
