from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.engines.embeddings.api import release
from desireline.kit.jobs.api import Progress, every, job
from desireline.listen.twins.finding import look, wake


@job("listen.twins", label=_("Look for near-duplicates among new ideas"), long=True)
def twins(payload: dict[str, Any], progress: Progress) -> None:
    wake()
    look(progress)
    release()


every("listen.twins", minutes=24 * 60)
