"""Recognition: what became real, thanks to whom, and how soon people are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desireline.prove.recognition.consent import choice_of, choices_of, choose
from desireline.prove.recognition.crediting import gather
from desireline.prove.recognition.evidence import EVIDENCE, Evidence, Found, Shown
from desireline.prove.recognition.models import Credit, CreditChoice, Part, Release, ThankNote, Told
from desireline.prove.recognition.publishing import change, publish, thank, withdraw
from desireline.prove.recognition.report import Breadth, breadth
from desireline.prove.recognition.response import (
    BROUGHT,
    Share,
    by_month,
    first_response,
    lately,
    look,
    promise,
    share,
)
from desireline.prove.recognition.telling import address_of, parts_of

__all__ = [
    "BROUGHT",
    "EVIDENCE",
    "Breadth",
    "Credit",
    "CreditChoice",
    "Evidence",
    "Found",
    "Part",
    "Release",
    "Share",
    "Shown",
    "ThankNote",
    "Told",
    "address_of",
    "breadth",
    "by_month",
    "change",
    "choice_of",
    "choices_of",
    "choose",
    "first_response",
    "gather",
    "lately",
    "look",
    "parts_of",
    "promise",
    "publish",
    "releases",
    "share",
    "thank",
    "withdraw",
]


def releases(since: datetime, until: datetime) -> Any:
    """Published releases from `since` to before `until`, oldest first, with their projects: a queryset. None of a
    project that is confidential, or not released any more."""
    rows = Release.objects.public().filter(published__gte=since, published__lt=until)
    return rows.select_related("project").order_by("published", "id")
