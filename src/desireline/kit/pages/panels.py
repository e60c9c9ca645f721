"""Parts that upper rooms bring to a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from desireline.kit.registry import Registry

Subject = TypeVar("Subject")
Reader = TypeVar("Reader")


@dataclass(frozen=True, slots=True)
class Panel:
    """A template that is included with `panel` as its context, besides that of the page.

    `order` sorts; `beside` puts it into the narrow column where the page has one.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50
    beside: bool = False


def panels_of(
    registry: Registry[Callable[[Subject, Reader], Panel | None]], subject: Subject, reader: Reader
) -> list[Panel]:
    """The panels about the subject for this reader, in their order; who has none for them says None."""
    found = [make(subject, reader) for make in registry]
    return sorted((panel for panel in found if panel), key=lambda panel: panel.order)
