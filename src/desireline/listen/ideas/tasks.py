from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, job
from desireline.listen.ideas import telling


@job("listen.tell_status", label=_("Tell about a new status"))
def tell_status(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell_status(payload["change"]))


@job("listen.tell_response", label=_("Tell about an official response"))
def tell_response(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell_response(payload["idea"]))
