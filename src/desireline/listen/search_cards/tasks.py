from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job
from desireline.listen.search_cards import api


@job("search.board", label=_("Put a board into the search again"))
def board(payload: dict[str, Any], progress: Progress) -> None:
    api.refresh_board(payload["board"])


@job("search.weights", label=_("Tell the search what has most support"))
def weights(payload: dict[str, Any], progress: Progress) -> None:
    api.renew_weights()


every("search.weights", minutes=60)
