"""The worker's sign of life: a stamp with the Unix time, readable by the web and by `doctor`."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from desireline.kit.options.models import Stamp

KEY = "worker"


def beat() -> None:
    """The worker is alive now."""
    Stamp.objects.update_or_create(key=KEY, defaults={"number": int(time.time())})


def worker_seen() -> datetime | None:
    """When a worker last gave a sign of life, or None for never."""
    number = Stamp.objects.filter(key=KEY).values_list("number", flat=True).first()
    return datetime.fromtimestamp(number, tz=UTC) if number else None
