from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.futures.following import telling
from desireline.kit.jobs.api import Progress, job


@job("futures.tell_published", label=_("Tell about a future"))
def published(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell_published(payload["future"], payload["version"]))


@job("futures.tell_added", label=_("Tell about a new desired outcome"))
def added(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell_added(payload["outcome"], by=payload["by"]))


@job("futures.tell_worded", label=_("Tell about a desired outcome"))
def worded(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell_worded(payload["outcome"], by=payload["by"], at=payload["at"]))


@job("futures.tell_reached", label=_("Tell how many reached a desired outcome"))
def reached(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell_reached(payload["outcome"], payload["count"]))
