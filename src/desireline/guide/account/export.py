"""All that the reader may see of an account, as one JSON-able thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils import timezone

from desireline.guide.account.access import Look
from desireline.guide.account.models import Correction
from desireline.guide.account.page import panels, timeline
from desireline.guide.search.api import as_row, wanted_from

PART, MOST = 100, 1000


def exported(look: Look) -> dict[str, Any]:
    """Panels, up to a thousand of the newest cards, and what was asked to be put right."""
    account = look.account
    cards = list(_cards(look))
    rows = Correction.objects.filter(account=account).order_by("id")
    mine = rows.filter(by=look.reader) if look.own else rows
    return {
        "account": {"name": account.name, "domain": account.domain, "created": account.created.isoformat()},
        "exported": timezone.now().isoformat(),
        "panels": {
            drawn.panel.key: drawn.panel.export(drawn.data) for drawn in panels(look) if drawn.panel.export
        },
        "records": cards,
        "more_records": len(cards) >= MOST,
        "corrections": [
            {"about": one.about, "text": one.text, "state": one.state, "answer": one.answer, "at": one.at}
            for one in mine
        ],
    }


def _cards(look: Look) -> Iterator[dict[str, Any]]:
    wanted, done = wanted_from({}), 0
    while done < MOST:
        page = timeline(look, wanted, size=PART)
        for row in page.rows:
            yield as_row(row)
        done += PART
        if not page.after:
            return
        wanted = replace(wanted, after=page.after)
