from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.people.audiences.models import Audience
from tests.cast import Cast
from tests.matrix import Row
from tests.people.directory.matrix import ADMINS


def _segment(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": Audience.objects.create(kind="segment", name="S", conditions={"a": "b"}).pk}}


ROWS = [
    Row("audiences", expect=ADMINS),
    Row("audience_new", make=lambda cast: {"kwargs": {"kind": "segment"}}, expect=ADMINS),
    Row("audience_new", make=lambda cast: {"kwargs": {"kind": "named"}}, expect=ADMINS, note="named"),
    Row("audience_count", expect=ADMINS),
    Row("audience", make=_segment, expect=ADMINS),
]
