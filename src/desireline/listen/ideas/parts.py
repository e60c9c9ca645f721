"""What other features put on the page of an idea."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest

from desireline.kit.registry import Registry
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person

__all__ = ["BEFORE", "CONCERNED", "PARTS", "POSTED"]

PARTS: Registry[Callable[[Idea, Person | None, HttpRequest], dict[str, Any]]] = Registry(
    "part of the page of an idea"
)
"""Context for the template of the page, by idea, reader and request."""

CONCERNED: Registry[Callable[[int], Iterable[int]]] = Registry("who is concerned by an idea")
"""Ids of the people who are told what becomes of an idea, by its id."""

POSTED: Registry[Callable[[Idea, HttpRequest], None]] = Registry(
    "what follows when an idea was posted by the form"
)
"""Called with the new idea and the request of the form, after the idea is kept."""

BEFORE: Registry[Callable[[str, Person | None], list[Any]]] = Registry("what is shown before an idea is kept")
"""Ideas that say the same as a title, for a reader whose browser runs no scripts: shown once, before it is kept."""
