"""What other features put on the page of an idea."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest

from desireline.kit.registry import Registry
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person

__all__ = ["CONCERNED", "PARTS"]

PARTS: Registry[Callable[[Idea, Person | None, HttpRequest], dict[str, Any]]] = Registry(
    "part of the page of an idea"
)
"""Context for the template of the page, by idea, reader and request."""

CONCERNED: Registry[Callable[[int], Iterable[int]]] = Registry("who is concerned by an idea")
"""Ids of the people who are told what becomes of an idea, by its id."""
