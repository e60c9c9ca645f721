from __future__ import annotations

from typing import Any

from desireline.kit.jobs.api import Progress, every, job
from desireline.listen.search_cards import api


@job("search.board")
def board(payload: dict[str, Any], progress: Progress) -> None:
    api.refresh_board(payload["board"])


@job("search.weights")
def weights(payload: dict[str, Any], progress: Progress) -> None:
    api.renew_weights()


every("search.weights", minutes=60)
