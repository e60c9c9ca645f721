"""How orders are packed, and which sorts there are."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from enum import StrEnum

SLICE = 200


class Sort(StrEnum):
    FAIR = "fair"
    NEWEST = "newest"
    SUPPORTED = "supported"
    TRENDING = "trending"
    NEEDED = "needed"


def pack(ids: Sequence[int]) -> bytes:
    """Ids as little-endian 64-bit integers."""
    packed = array("q", ids)
    return packed.tobytes()


def unpack(packed: bytes | memoryview) -> list[int]:
    """The ids again."""
    found = array("q")
    found.frombytes(bytes(packed))
    return found.tolist()


def slices(ids: Sequence[int]) -> list[bytes]:
    """The packed slices of an order, SLICE ids each."""
    return [pack(ids[start : start + SLICE]) for start in range(0, len(ids), SLICE)]
