"""What other features put on the page of a future."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desireline.futures.futures.models import Future
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

__all__ = ["PARTS"]

PARTS: Registry[Callable[[Future, Person | None], dict[str, Any]]] = Registry("part of the page of a future")
"""Context for the template of the page, by future and reader."""
