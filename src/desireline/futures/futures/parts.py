"""What other features put on the page of a future."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desireline.futures.futures.models import Future
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

__all__ = ["LINKS", "PARTS"]

PARTS: Registry[Callable[[Future, Person | None], dict[str, Any]]] = Registry("part of the page of a future")
"""Context for the template of the page, by future and reader."""

LINKS: Registry[Callable[[Future, Person | None], tuple[str, str, str] | None]] = Registry("link of a future")
"""A link beside a future: words, address and icon; None leaves it out for this reader."""
