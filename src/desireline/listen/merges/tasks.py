from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, job
from desireline.listen.merges.telling import tell_merge


@job("listen.tell_merge", label=_("Tell about a merge"))
def tell(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(tell_merge(payload["merge"]))
