"""What other features put on the settings of a board."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desireline.kit.registry import Registry
from desireline.listen.boards.models import Board
from desireline.people.identity.api import Person

__all__ = ["PARTS"]

PARTS: Registry[Callable[[Board, Person], dict[str, Any]]] = Registry("part of the settings of a board")
"""Context for the template of the page, by board and reader."""
