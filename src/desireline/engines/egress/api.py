"""Outgoing HTTP: to the public internet, and to inner networks only where it was allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desireline.engines.egress.refusal import EgressRefused
from desireline.engines.egress.rules import is_outside

if TYPE_CHECKING:
    from requests import Session  # noqa: TID251 - the type alone

__all__ = ["EgressRefused", "guarded_session", "is_outside"]


def guarded_session(*, private: bool = False, **limits: Any) -> Session:
    """A `requests` session with our checks; see `session.session`. Needs the extra `connectors`."""
    from desireline.engines.egress.session import session

    return session(private=private, **limits)
