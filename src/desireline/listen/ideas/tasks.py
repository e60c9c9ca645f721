from typing import Any

from desireline.kit.jobs.api import Progress, job
from desireline.listen.ideas import telling


@job("listen.tell_status")
def tell_status(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell_status(payload["change"]))


@job("listen.tell_response")
def tell_response(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell_response(payload["idea"]))
