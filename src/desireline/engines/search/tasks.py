from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.engines.search import api
from desireline.engines.search.following import Follower
from desireline.kit.jobs.api import COMPANIONS, Progress, every, job


@job("search.reindex", long=True, label=_("Make the search index anew"))
def reindex(payload: dict[str, Any], progress: Progress) -> None:
    api.reindex(payload.get("types", ()), tell=progress.step)


@job("search.renew", long=True, label=_("Make an old search index anew"))
def renew(payload: dict[str, Any], progress: Progress) -> None:
    if api.is_old():
        api.reindex(tell=progress.step)


COMPANIONS.add("search", Follower)
every("search.renew", minutes=24 * 60)
