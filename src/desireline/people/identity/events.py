from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonBlocked:
    """Sessions have ended; whatever else lets the person in (tokens, feeds) is to end in the same transaction."""

    person: int
    by: int | None


@dataclass(frozen=True, slots=True)
class PersonUnblocked:
    person: int
    by: int | None


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """The person signed out everywhere, or was blocked or erased: tokens made before are void."""

    person: int


@dataclass(frozen=True, slots=True)
class RoleChanged:
    person: int
    before: str
    after: str
    by: int | None


@dataclass(frozen=True, slots=True)
class TrustChanged:
    """The team trusts the person from now on (or no longer): what waited for that may be shown."""

    person: int
    trusted: bool
    by: int | None


@dataclass(frozen=True, slots=True)
class PersonErased:
    """The person is gone; their words stay without a name."""

    person: int
