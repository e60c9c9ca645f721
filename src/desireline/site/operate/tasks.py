from typing import Any

import structlog
from django.db import connection
from django.utils.translation import gettext_lazy as _

from desireline.kit.counters.api import recount_all
from desireline.kit.jobs.api import Progress, every, job

log = structlog.get_logger("recount")


@job("site.recount", long=True, label=_("Recount what is counted"))
def recount(payload: dict[str, Any], progress: Progress) -> None:
    for name, (seen, wrong) in recount_all(progress).items():
        (log.warning if wrong else log.debug)("counted anew", counter=name, rows=seen, mended=wrong)


@job("site.statistics", label=_("Renew what the database knows of its tables"))
def statistics(payload: dict[str, Any], progress: Progress) -> None:
    """SQLite looks again at tables that grew much since it last did; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize = 0x10002")


every("site.recount", minutes=24 * 60)
every("site.statistics", minutes=60)
