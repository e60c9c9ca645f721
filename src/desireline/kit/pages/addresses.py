"""What an address may hold. No framework here."""

from __future__ import annotations


def with_nul(path: str, query: str) -> bool:
    """Whether there is a NUL in it, written out or not: PostgreSQL cannot hold one, so no view is asked for it."""
    return "%00" in query or "\0" in path
