from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.guide.connectors import apart, api, due
from desireline.kit.jobs.api import Progress, every, job


@job("connect.sync", label=_("Bring records of a source"), retries=1, long=True)
def sync(payload: dict[str, Any], progress: Progress) -> None:
    apart.run("sync", payload["source"], by=payload.get("by"), progress=progress)


@job("connect.look", label=_("Try a source without changing anything"), retries=0, long=True)
def look(payload: dict[str, Any], progress: Progress) -> None:
    apart.run("check", payload["source"], by=payload.get("by"), progress=progress)


@job("connect.forget", label=_("Take away cards of sources that were removed"), long=True)
def forget(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(api.forget_removed())


@job("connect.due", label=_("See which sources are due"))
def look_around(payload: dict[str, Any], progress: Progress) -> None:
    due.look_around()


every("connect.due", minutes=1)
