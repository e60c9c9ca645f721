from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.people.identity.api import Person
from desireline.understand.leads.models import LeadDecision, LeadNomination, LeadOptOut
from tests import make
from tests.cast import Cast
from tests.matrix import Row

ASKED = {"anonymous": 302, "blocked": 302}
TEAM = {**ASKED, "team": 200, "steward": 200, "admin": 200, "*": 404}
DONE = {**ASKED, "team": 302, "steward": 302, "admin": 302, "*": 404}
NONE = {**ASKED, "*": 404}
MINE = {"team": 404, "steward": 404, "admin": 404, "*": 302}


def _carla(cast: Cast) -> Mapping[str, Any]:
    data = {"verdict": "confirmed", "reason": "Early", "name": "Dana Outside"}
    return {"kwargs": {"pk": cast.carla.pk}, "data": data}


def _out(cast: Cast) -> Mapping[str, Any]:
    LeadOptOut.objects.create(person=cast.carla)
    return _carla(cast)


def _own(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": cast.tom.pk}, "data": {"verdict": "confirmed", "reason": "Early"}}


def _decided(cast: Cast) -> Mapping[str, Any]:
    made = LeadDecision.objects.create(person=cast.carla, verdict="confirmed", reason="Early")
    return {"kwargs": {"pk": made.pk}}


def _named(cast: Cast) -> Mapping[str, Any]:
    person: Person = make.person()
    return {"kwargs": {"pk": LeadNomination.objects.create(named_by=cast.carla, person=person).pk}}


ROWS = [
    Row("leads", expect=TEAM),
    Row("leads", "POST", expect={"*": 405}),
    Row("leads_renew", "POST", expect=DONE),
    Row("leads_renew", expect={"*": 405}),
    Row("lead", make=_carla, expect=TEAM),
    Row("lead", make=_out, expect=NONE, note="who opted out"),
    Row("lead", make=_own, expect=NONE, note="of our own"),
    Row("lead_decide", "POST", make=_carla, expect=DONE),
    Row("lead_decide", "POST", make=_out, expect=NONE, note="who opted out"),
    Row("lead_decide", make=_carla, expect={"*": 405}),
    Row("lead_undecide", "POST", make=_decided, expect=DONE),
    Row("lead_undecide", make=_decided, expect={"*": 405}),
    Row("lead_nominate", "POST", make=_carla, expect=DONE),
    Row("lead_nominate", make=_carla, expect={"*": 405}),
    Row("lead_unname", "POST", make=_named, expect=DONE),
    Row("lead_unname", make=_named, expect={"*": 405}),
    Row("leads_choice", "POST", expect={**MINE, **ASKED}),
    Row("leads_choice", expect={"*": 405}),
]
