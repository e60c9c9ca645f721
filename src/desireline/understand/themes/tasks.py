from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job
from desireline.understand.themes import arriving, renewing
from desireline.understand.themes.turn import Taken
from desireline.understand.themes.verbs import RENEW


@job(RENEW, long=True, label=_("Find the themes anew"))
def renew(payload: dict[str, Any], progress: Progress) -> None:
    with suppress(
        Taken
    ):  # another one does it; who asked meanwhile has it done once more by the key of the job
        renewing.renew(tell=progress.step)


@job("themes.arrive", label=_("Put what came in into themes"))
def arrive(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(arriving.arrive())


every(RENEW, minutes=24 * 60)
every("themes.arrive", minutes=1)
