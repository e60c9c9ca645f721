from __future__ import annotations

from django.http import QueryDict


def wanted(values: QueryDict) -> int:
    """How much the sender supports the idea, 0 for no longer: `how_much`, or the buttons' `weight` and `want`."""
    for key in ("how_much", "weight", "want"):
        given = values.get(key)
        if given is not None:
            return int(given) if given in {"0", "1", "2", "3"} else 1
    return 1
