from __future__ import annotations

from typing import Any

from desireline.reach.exports import keeping
from desireline.reach.exports.models import Export
from tests.cast import Cast
from tests.matrix import Row

ONLY = {"*": 404, "anonymous": 302, "blocked": 302, "steward": 200, "admin": 200}
SENT = {"*": 404, "anonymous": 302, "blocked": 302, "steward": 302, "admin": 302}


def _ready(cast: Cast) -> dict[str, Any]:
    export = Export.objects.create(
        key=f"of-the-matrix-{Export.objects.count()}", state="ready", by=cast.stella
    )
    keeping.path_of(export).write_bytes(b"PK\x05\x06" + b"\0" * 18)
    return {"kwargs": {"pk": export.pk}}


ROWS = [
    Row("exports", expect=ONLY),
    Row("exports", "POST", expect=SENT),
    Row("export_file", make=_ready, expect=ONLY),
    Row("export_delete", "POST", make=_ready, expect=SENT),
]
