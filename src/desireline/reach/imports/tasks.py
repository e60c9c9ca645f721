from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, job
from desireline.reach.imports import uploading


@job("imports.check", retries=1, long=True, label=_("Look at an import"))
def check(payload: dict[str, Any], progress: Progress) -> None:
    uploading.look(payload["batch"], progress)


@job("imports.bring", retries=3, long=True, label=_("Bring in an import"))
def bring(payload: dict[str, Any], progress: Progress) -> None:
    uploading.bring(payload["batch"], progress)


@job("imports.undo", retries=3, long=True, label=_("Undo an import"))
def undo(payload: dict[str, Any], progress: Progress) -> None:
    uploading.undo(payload["batch"], progress, force=payload["force"])
