"""Addresses that are free."""

from __future__ import annotations

from itertools import count

from django.db import models

from desireline.kit.text.api import slugify

RESERVED = frozenset({"new", "check", "edit", "feed"})


def free_slug(model: type[models.Model], text: str) -> str:
    """A slug from the text that no row of the model has yet."""
    stem = slugify(text, length=60) or "untitled"
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    return (
        stem
        if stem not in taken | RESERVED
        else next(f"{stem}-{n}" for n in count(2) if f"{stem}-{n}" not in taken)
    )
