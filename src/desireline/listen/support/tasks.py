from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, job
from desireline.listen.support.moves import count_again


@job("votes.moved", label=_("Count the support of accounts again"))
def moved(payload: dict[str, Any], progress: Progress) -> None:
    count_again(**payload, progress=progress)
