"""What doctor looks at in the search."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from desireline.engines.search.api import Unanswered, belongs, stats
from desireline.site.operate.doctor import Finding, check

LATE = timedelta(minutes=2)


@check("search")
def search() -> Finding:
    try:
        return _search()
    except Unanswered as error:
        text = f"{settings.SEARCH} does not answer ({error}): nothing is found, and what changes waits"
        return Finding(
            "search", "error", text, "See that the cluster runs and that DESIRELINE_SEARCH names it."
        )


def _search() -> Finding:
    if not belongs():
        mend = "A running worker makes it by itself; `desireline reindex` does it now."
        return Finding("search", "warning", "There is no index of this database yet: nothing is found", mend)
    found = stats()
    state = found.get("state")
    name = str(state) if state else found["engine"]
    text = f"{name}: {sum(found['cards'].values())} cards, {found['waiting']} changes wait"
    if state and state.colour != "green":
        level = "warning" if state.colour == "yellow" else "error"
        return Finding(
            "search", level, text, "See which node is missing: GET _cluster/allocation/explain tells."
        )
    if found["since"] and timezone.now() - found["since"] > LATE:
        return Finding("search", "warning", text, "Start the worker: it brings what is new into the search.")
    return Finding("search", "ok", text)
