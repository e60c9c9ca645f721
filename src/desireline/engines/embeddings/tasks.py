from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.engines.embeddings import keeping
from desireline.kit.jobs.api import Progress, every, job


@job("embeddings.forget", label=_("Forget vectors of texts that are gone"))
def forget(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(keeping.forget_unused())


every("embeddings.forget", minutes=24 * 60)
