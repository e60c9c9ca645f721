from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.people.notices.models import Notice
from desireline.people.notices.stopping import stop_path
from tests.cast import Cast
from tests.matrix import Row

OWN = {"anonymous": 302, "blocked": 302, "*": 200}
SENT = {"*": 302}


def _carlas(cast: Cast) -> Mapping[str, Any]:
    made = Notice.objects.create(person=cast.carla, kind="x", about="idea:1", title="T", url="/")
    return {"kwargs": {"pk": made.pk}}


ROWS = [
    Row("notices", expect=OWN),
    Row("notice", make=_carlas, expect={"anonymous": 302, "blocked": 302, "customer": 302, "*": 404}),
    Row("notices_read", "POST", expect=SENT),
    Row("notice_choices", expect=OWN),
    Row("notice_topic", "POST", expect=SENT),
    Row("notice_stop", make=lambda cast: {"path": stop_path(cast.carla.pk, [])}, expect={"*": 200}),
    Row("notice_stop", make=lambda cast: {"kwargs": {"token": "forged"}}, expect={"*": 404}, note="forged"),
]
