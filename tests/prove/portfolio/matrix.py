from __future__ import annotations

from datetime import date
from typing import Any

from desireline.prove.portfolio.api import save_case, set_target
from desireline.prove.portfolio.models import CaseChange
from desireline.prove.portfolio.reviewing import add_item, call_review
from tests import make
from tests.cast import Cast
from tests.matrix import Row

ASKED = {"anonymous": 302, "blocked": 302}
SEEN = {"*": 404, **ASKED, "team": 200, "steward": 200, "admin": 200}
STEWARDS = {"*": 404, **ASKED, "steward": 200, "admin": 200}
DOES = {"*": 404, **ASKED, "steward": 302, "admin": 302}
MEMBERS = {"*": 404, **ASKED, "team": 302, "steward": 302, "admin": 302}
SHARES = {
    "operational_excellence": 40,
    "product_leadership": 20,
    "customer_intimacy": 20,
    "social_mission": 20,
}


def _own(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.project(by=cast.tom).slug}, "data": {"horizon": "1"}}


def _of_another(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.project(by=cast.stella).slug}, "data": {"horizon": "1"}}


def _secret(cast: Cast) -> dict[str, Any]:
    return {
        "kwargs": {"slug": make.project(by=cast.stella, confidential=True).slug},
        "data": {"horizon": "1"},
    }


def _change(cast: Cast) -> dict[str, Any]:
    project = make.project(by=cast.stella)
    save_case(project, by=cast.stella, horizon=2)
    return {"kwargs": {"slug": project.slug, "pk": CaseChange.objects.latest("pk").pk}}


def _axis(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"axis": "horizon"}}


def _no_axis(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"axis": "colour"}}


def _target(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": set_target("discipline", by=cast.stella, shares=SHARES, money={}).pk}}


def _review(cast: Cast) -> dict[str, Any]:
    made = call_review(by=cast.stella, on=date(2026, 11, 2))
    return {"kwargs": {"pk": made.pk}, "data": {"on": "2026-11-03", "title": "Second", "text": "Money"}}


def _item(cast: Cast) -> dict[str, Any]:
    made = call_review(by=cast.stella, on=date(2026, 11, 2))
    item = add_item(made, by=cast.stella, text="Money")
    return {"kwargs": {"pk": made.pk, "item": item.pk}, "data": {"decision": "Less of it", "way": "up"}}


def _call(cast: Cast) -> dict[str, Any]:
    return {"data": {"on": "2026-11-03", "title": "Second"}}


ROWS = [
    Row("portfolio", expect=SEEN),
    Row("portfolio_export", expect=SEEN),
    Row("project_case", make=_own, expect=SEEN),
    Row("project_case", make=_secret, expect=STEWARDS, note="of a confidential project"),
    Row("project_case", "POST", make=_own, expect=MEMBERS),
    Row("project_case", "POST", make=_of_another, expect=DOES, note="of somebody else's project"),
    Row("project_case", "POST", make=_secret, expect=DOES, note="of a confidential project"),
    Row("case_undo", "POST", make=_change, expect=DOES),
    Row("portfolio_target", make=_axis, expect=STEWARDS),
    Row("portfolio_target", make=_no_axis, expect={"*": 404, **ASKED}, note="of no axis"),
    Row("target_undo", "POST", make=_target, expect=DOES),
    Row("reviews", expect=SEEN),
    Row("reviews", "POST", make=_call, expect=DOES),
    Row("review", make=_review, expect=SEEN),
    Row("review_minutes", make=_review, expect=SEEN),
    *(
        Row(name, "POST", make=_review, expect=DOES)
        for name in ("review_write", "review_renew", "review_close", "review_item_add")
    ),
    *(
        Row(name, "POST", make=_item, expect=DOES)
        for name in ("review_item", "review_item_shift", "review_item_drop")
    ),
]
