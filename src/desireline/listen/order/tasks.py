from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, enqueue, every, job
from desireline.listen.boards.models import Board
from desireline.listen.order import cleaning, ranking, trends


@job("listen.rank", label=_("Order the ideas of a board"))
def rank(payload: dict[str, Any], progress: Progress) -> None:
    if Board.objects.filter(pk=payload["board"]).exists():  # an undone import takes its board along
        progress.step(ranking.rank_board(payload["board"]).ideas)


@job("listen.rank_due", label=_("See which boards need a new order"))
def rank_due(payload: dict[str, Any], progress: Progress) -> None:
    for board in ranking.due_boards():
        enqueue("listen.rank", {"board": board}, key=f"rank:{board}")


@job("listen.trends", label=_("See which ideas are trending"))
def renew_trends(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(trends.renew())


@job("listen.sweep_impressions", label=_("Forget who saw what long ago"))
def sweep_impressions(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(cleaning.sweep())


every("listen.rank_due", minutes=5)
every("listen.trends", minutes=15)
every("listen.sweep_impressions", minutes=24 * 60)
