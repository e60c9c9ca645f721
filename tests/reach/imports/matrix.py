from __future__ import annotations

from typing import Any

from desireline.reach.imports.models import ImportBatch
from tests.cast import Cast
from tests.matrix import Row

ONLY = {"*": 404, "anonymous": 302, "blocked": 302, "steward": 200, "admin": 200}
SENT = {"*": 404, "anonymous": 302, "blocked": 302, "steward": 302, "admin": 302}


def _batch(cast: Cast) -> dict[str, Any]:
    batch = ImportBatch.objects.create(name="fider.zip", sha256="0" * 64, state="ready", by=cast.stella)
    return {"kwargs": {"pk": batch.pk}}


ROWS = [
    Row("imports", expect=ONLY),
    Row("imports", "POST", expect={**ONLY, "steward": 422, "admin": 422}),
    Row("import", make=_batch, expect=ONLY),
    Row("import_plan", "POST", make=_batch, expect=SENT),
    Row("import_run", "POST", make=_batch, expect=SENT),
    Row("import_undo", make=_batch, expect=SENT),
    Row("import_undo", "POST", make=_batch, expect=SENT),
    Row("import_problems", make=_batch, expect=ONLY),
]
