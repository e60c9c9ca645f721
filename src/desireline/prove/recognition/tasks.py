from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job
from desireline.prove.recognition import crediting, response, telling


@job(crediting.JOB, label=_("Look who has a part in what became real"))
def credit(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(crediting.gather_and_ask(int(payload["release"])))


@job(telling.JOB, label=_("Tell people that something is real now"))
def tell(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(telling.tell(int(payload["release"])))


@job("recognition.response", label=_("See how soon ideas are answered"))
def look(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(int(bool(response.look())))


every("recognition.response", minutes=60)
