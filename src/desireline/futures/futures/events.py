from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FuturePublished:
    future: int
    version: int
    by: int
