"""What the landscape page shows: the drawing, its table and the filters."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.futures.futures.api import Future
from desireline.kit.charts.api import Point, Words
from desireline.kit.charts.api import landscape as draw
from desireline.maths.opportunity import Band
from desireline.understand.opportunities.api import Landscape, Opportunity, Segment, thresholds

KINDS = {Band.EXTREME: "bad", Band.HIGH: "warn", Band.WORTH_CONSIDERING: "info", Band.LOW: None}


def band_words() -> dict[Band, str]:
    return {
        Band.EXTREME: _("Extreme"),
        Band.HIGH: _("High"),
        Band.WORTH_CONSIDERING: _("Worth considering"),
        Band.LOW: _("Low"),
    }


def landscape_page(
    found: Landscape, futures: list[Future], segments: list[Segment], future: Future | None
) -> dict[str, Any]:
    limits = thresholds()
    words = Words(
        title=_("Opportunity landscape: importance against satisfaction of each outcome"),
        x=_("Importance"),
        y=_("Satisfaction"),
        under=_("Underserved"),
        over=_("Overserved"),
    )
    points = [_point(number, row) for number, row in enumerate(found.rows, start=1)]
    return {
        "found": found,
        "drawing": draw(points, bands=(limits.worth_considering, limits.high, limits.extreme), words=words),
        "bands": band_words(),
        "kinds": KINDS,
        "limits": limits,
        "futures": futures,
        "segments": segments,
        "future": future,
        "few": [row for row in found.rows if row.n < 30],
    }


def _point(number: int, row: Opportunity) -> Point:
    return Point(
        x=row.answers.importance,
        y=row.answers.satisfaction,
        label=str(number),
        x_low=row.importance_range.low,
        x_high=row.importance_range.high,
        y_low=row.satisfaction_range.low,
        y_high=row.satisfaction_range.high,
        href=reverse("outcome", kwargs={"slug": row.outcome.slug}),
        kind="hot" if row.band in (Band.EXTREME, Band.HIGH) else "",
    )
