"""What the simulated customers order, ask and use."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "files" / "wares.toml"
STATUSES = ("received", "in preparation", "sent", "delivered", "delivered", "delivered", "returned")
PERSONAL = 0.15  # share of tickets that only who wrote them may read
MODELS = ("Otter Mobile 2", "Otter Counter 4", "Otter Key")  # the last for everyone, the others for firms
STATES = ("in use", "in use", "in use", "in use", "to be replaced", "returned")
SOFTWARE = ("3.8.1", "3.9.0", "4.0.2")
PLACES = ("Quayside", "Hartsfield", "Saltmarsh", "Uplands", "on the road")


@cache
def texts() -> dict[str, Any]:
    """`ware` and `ticket`: lists of tables."""
    return tomllib.loads(TEXTS.read_text("utf-8"))
