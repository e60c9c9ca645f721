"""Options of the site: brand, who may sign up, bands. Only declared ones; none of them is a secret."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.files.storage import default_storage

from desireline.kit.options.api import OPTIONS
from desireline.kit.options.models import Option

KIND = "kit_option"
COLUMNS = ("key", "value")
LOGO = "brand_logo"


def rows() -> list[dict[str, Any]]:
    """The options that were ever set, in the order of their keys."""
    found = Option.objects.filter(key__in=[one.key for one in OPTIONS]).order_by("key")
    return [{"key": one.key, "value": one.value} for one in found]


def logo(listed: list[dict[str, Any]]) -> str:
    """Where the logo lies in the storage, "" for none."""
    name = next((str(one["value"]) for one in listed if one["key"] == LOGO), "")
    path = f"brand/{PurePath(name).name}"
    return path if name and default_storage.exists(path) else ""
