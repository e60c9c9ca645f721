"""Mail that somebody waits for (codes, invitations), sent by the worker within a second.

The answer to a request then takes as long for an address that is known as for one that is not, and a slow mail server
holds nobody up. What was sent is forgotten at once: a letter may hold a code.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override

from desireline.kit.jobs.api import Job, enqueue
from desireline.people.letters.api import Letter, send

KIND = "people.letter"
TOO_LATE = 3600.0  # seconds: a code is of no use any more, and a stale letter only puzzles
KEPT = timedelta(days=2)


def post(email: str, letter: Letter) -> None:
    """Have the letter sent in the active language."""
    if settings.MAIL_AT_ONCE:
        send(email, letter)
        return
    written = {"to": email, "letter": asdict(letter), "language": get_language() or "en", "at": time.time()}
    enqueue(KIND, written)


def deliver(written: dict[str, Any]) -> None:
    """Send what `post` wrote, unless that is too long ago. Raises what the mail server answers."""
    forget_sent()
    if time.time() - written["at"] > TOO_LATE:
        return
    parts = dict(written["letter"])
    parts["button"] = tuple(parts["button"]) if parts["button"] else None
    with override(written["language"]):
        send(written["to"], Letter(**parts))


def withdraw_letters(addresses: Iterable[str]) -> int:
    """Whoever leaves gets no more letters, and none that waits or failed is kept. Returns how many there were."""
    wanted = [address for address in addresses if address]
    found, _kinds = Job.objects.filter(kind=KIND, payload__to__in=wanted).delete() if wanted else (0, {})
    return found


def forget_sent() -> None:
    """Delete the letters that were sent, and those that failed for good some days ago."""
    rows = Job.objects.filter(kind=KIND)
    rows.filter(finished__isnull=False, failed=False).delete()
    rows.filter(failed=True, finished__lt=timezone.now() - KEPT).delete()
