from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.engines.embeddings.api import release
from desireline.kit.jobs.api import Progress, every, job
from desireline.listen.closeness.learning import learn


@job("listen.closeness", label=_("Learn from similar ideas that were taken or not"), long=True)
def closeness(payload: dict[str, Any], progress: Progress) -> None:
    learn(progress)
    release()


every("listen.closeness", minutes=24 * 60)
