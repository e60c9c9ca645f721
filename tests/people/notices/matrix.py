from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.people.notices.models import Notice
from desireline.people.notices.stopping import stop_path
from tests import make
from tests.cast import Cast
from tests.matrix import Row

OWN = {"anonymous": 302, "blocked": 302, "*": 200}
SENT = {"*": 302}


def _carlas(cast: Cast) -> Mapping[str, Any]:
    made = Notice.objects.create(person=cast.carla, kind="x", about="idea:1", title="T", url="/")
    return {"kwargs": {"pk": made.pk}}


def _team_board(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"topic": f"board:{make.board(audience='staff').pk}"}}


def _public_idea(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"topic": f"idea:{make.idea().pk}"}}


ROWS = [
    Row("notices", expect=OWN),
    Row("notice", make=_carlas, expect={"anonymous": 302, "blocked": 302, "customer": 302, "*": 404}),
    Row("notices_read", "POST", expect=SENT),
    Row("notice_choices", expect=OWN),
    Row("notice_topic", "POST", expect=SENT),
    Row("follow", "POST", _public_idea, SENT),
    Row("follow", "POST", _team_board, {**SENT, "customer": 404, "other": 404, "contributor": 404}, "staff"),
    Row("notice_stop", make=lambda cast: {"path": stop_path(cast.carla.pk, [])}, expect={"*": 200}),
    Row("notice_stop", make=lambda cast: {"kwargs": {"token": "forged"}}, expect={"*": 404}, note="forged"),
]
