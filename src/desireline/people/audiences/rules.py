"""Who belongs to a segment: pure rules over attributes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def in_segment(conditions: Mapping[str, Any], attributes: Mapping[str, Any]) -> bool:
    """Whether every condition names a value that the attributes have. A segment without conditions holds nobody.

    A condition is a value or a list of allowed values; an attribute may be a list too. Account attributes are given
    with the prefix `account.`.
    """
    return bool(conditions) and all(_meets(attributes.get(key), wanted) for key, wanted in conditions.items())


def _meets(value: Any, wanted: Any) -> bool:
    allowed = wanted if isinstance(wanted, list) else [wanted]
    given = value if isinstance(value, list) else [value]
    return any(
        item is not None and str(item).casefold() in {str(a).casefold() for a in allowed} for item in given
    )
