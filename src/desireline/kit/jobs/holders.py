"""Who holds a lease. A worker of this machine can be asked whether it still lives; of others only the clock tells."""

from __future__ import annotations

import hashlib
import os
import secrets
from functools import cache
from pathlib import Path

PROC = Path("/proc")


@cache
def _place() -> str:
    """Where process numbers mean what they mean here: this start of the machine, this container. "" if unknown."""
    try:
        seen = (PROC / "sys/kernel/random/boot_id").read_text("ascii") + str(
            (PROC / "self/ns/pid").readlink()
        )
    except OSError:
        return ""
    return hashlib.blake2b(seen.encode(), digest_size=5).hexdigest()


def new_token() -> str:
    """A token for a worker of this process."""
    return f"{_place()}-{os.getpid()}-{secrets.token_hex(6)}"


def is_dead(token: str) -> bool:
    """Whether the process that holds the token ended for certain. Not known means no."""
    place, _, rest = token.partition("-")
    number = rest.partition("-")[0]
    if not place or place != _place() or not number.isdigit():
        return False
    try:
        state = (PROC / number / "stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return not (PROC / number).exists()
    return state in "ZX" or int(number) == os.getpid()
