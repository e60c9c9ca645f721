"""What a backup leaves out unless it is asked for: what lets somebody sign in as another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SKIPPED = frozenset(
    {
        *("django_session", "mfa_authenticator", "account_emailconfirmation"),
        "engines_searchmaking",  # of no use elsewhere: whoever makes an index does so here and now
    }
)

# What takes the place of a secret. Passwords: one that fits nothing. Hashes of tokens: unique, and of no token.
BLANKED: dict[tuple[str, str], Callable[[Any], str]] = {
    ("people_person", "password"): lambda row_id: f"!left-out-{row_id}",
    ("people_invitation", "token_hash"): lambda row_id: f"left-out-{row_id}",
    ("codevelop_calendarlink", "token_hash"): lambda row_id: f"left-out-{row_id}",
}

# Columns that sound like secrets and are none; a house test asks about every new one.
HARMLESS = frozenset(
    {
        ("listen_guestvote", "token"),  # a hash of a random cookie that allows nothing but that one vote
        ("engines_storedfile", "sha256"),
        ("reach_importbatch", "sha256"),
    }
)
