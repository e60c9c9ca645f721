"""The REST interface of the simulated devices: pages of JSON for who has the token."""

from __future__ import annotations

import secrets
from typing import Any

import orjson

from desireline.guide.connectors.api import folder

SIZE = 50


def allowed(given: str) -> bool:
    """Whether the header holds the token that lies beside the data."""
    path = folder() / "simulated" / "token"
    return path.is_file() and secrets.compare_digest(given.encode(), b"Bearer " + path.read_bytes().strip())


def devices(page: int) -> dict[str, Any]:
    """A page (from 1) of the devices, and the address of the next one."""
    path = folder() / "simulated" / "devices.json"
    found = orjson.loads(path.read_bytes()) if path.is_file() else []
    start = (page - 1) * SIZE
    more = start + SIZE < len(found)
    return {
        "devices": found[start : start + SIZE],
        "next": f"/demo/simulated/devices.json?page={page + 1}" if more else None,
    }
