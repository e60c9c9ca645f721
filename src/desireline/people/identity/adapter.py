"""How sign-in and sign-up follow this instance's rules."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up may be open, by invitation, or closed."""

    def is_open_for_signup(self, request: Any) -> bool:
        return True
