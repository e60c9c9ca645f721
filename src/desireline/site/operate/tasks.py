from typing import Any

import structlog
from django.utils.translation import gettext_lazy as _

from desireline.kit.counters.api import recount_all
from desireline.kit.jobs.api import Progress, every, job

log = structlog.get_logger("recount")


@job("site.recount", long=True, label=_("Recount what is counted"))
def recount(payload: dict[str, Any], progress: Progress) -> None:
    for name, (seen, wrong) in recount_all(progress).items():
        (log.warning if wrong else log.debug)("counted anew", counter=name, rows=seen, mended=wrong)


every("site.recount", minutes=24 * 60)
