from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.engines.search import api
from desireline.kit.jobs.api import Progress, every, job


@job("search.learn", label=_("Learn words for typing slips"))
def learn(payload: dict[str, Any], progress: Progress) -> None:
    api.learn()


@job("search.reindex", long=True, label=_("Make the search index anew"))
def reindex(payload: dict[str, Any], progress: Progress) -> None:
    api.reindex(payload.get("types", ()), tell=progress.step)


every("search.learn", minutes=1)
every("search.reindex", minutes=7 * 24 * 60)
