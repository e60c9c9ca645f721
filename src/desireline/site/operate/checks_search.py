"""What doctor looks at in the search."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from desireline.engines.search.api import belongs, stats
from desireline.site.operate.doctor import Finding, check

LATE = timedelta(minutes=2)


@check("search")
def search() -> Finding:
    if not belongs():
        mend = "A running worker makes it by itself; `desireline reindex` does it now."
        return Finding("search", "warning", "There is no index of this database yet: nothing is found", mend)
    found = stats()
    text = f"{found['engine']}: {sum(found['cards'].values())} cards, {found['waiting']} changes wait"
    if found["since"] and timezone.now() - found["since"] > LATE:
        return Finding("search", "warning", text, "Start the worker: it brings what is new into the search.")
    return Finding("search", "ok", text)
