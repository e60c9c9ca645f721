"""Roles as code: who may do what."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """Named permissions. Pages and verbs ask for these, never for a role."""

    CONTRIBUTE = "contribute"  # post ideas, comment, vote, rate
    SKIP_MODERATION = "skip_moderation"  # what they write is shown at once
    SEE_TEAM = "see_team"  # internal notes, people behind votes, team pages
    SEE_VALUE = "see_value"  # account value
    SEE_ACCOUNTS = "see_accounts"  # all that is known of a customer, in one place; who looked is noted
    SEE_ACCESS_LOG = "see_access_log"  # who looked at which account
    TRIAGE = "triage"  # status, tags, merge, answer, on behalf
    MODERATE = "moderate"  # approve, hide, block
    EDIT_FUTURES = "edit_futures"  # futures, outcomes, boards
    SEE_LANDSCAPE = "see_landscape"
    CODEVELOP = "codevelop"  # start projects, work on them, rate at gates
    DECIDE_GATES = "decide_gates"  # at every gate; gatekeepers decide at theirs
    SEE_PORTFOLIO = "see_portfolio"  # what projects cost and are worth
    EDIT_PORTFOLIO = "edit_portfolio"  # stages, criteria, targets, fast tracks, reviews
    IMPORT = "import"  # imports, exports and their undo
    MANAGE_PEOPLE = "manage_people"  # roles, invitations, accounts, audiences
    SETTINGS = "settings"  # brand, options, jobs


class Role(StrEnum):
    CUSTOMER = "customer"
    CONTRIBUTOR = "contributor"
    TEAM = "team"
    STEWARD = "steward"
    ADMIN = "admin"


_CUSTOMER = {Permission.CONTRIBUTE}
_CONTRIBUTOR = _CUSTOMER | {Permission.SKIP_MODERATION}
_TEAM = _CONTRIBUTOR | {
    Permission.SEE_TEAM,
    Permission.SEE_VALUE,
    Permission.SEE_ACCOUNTS,
    Permission.TRIAGE,
    Permission.MODERATE,
    Permission.SEE_LANDSCAPE,
    Permission.CODEVELOP,
    Permission.SEE_PORTFOLIO,
}
_STEWARD = _TEAM | {
    Permission.EDIT_FUTURES,
    Permission.DECIDE_GATES,
    Permission.EDIT_PORTFOLIO,
    Permission.IMPORT,
    Permission.SEE_ACCESS_LOG,
}
_ADMIN = set(Permission)

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.CUSTOMER: frozenset(_CUSTOMER),
    Role.CONTRIBUTOR: frozenset(_CONTRIBUTOR),
    Role.TEAM: frozenset(_TEAM),
    Role.STEWARD: frozenset(_STEWARD),
    Role.ADMIN: frozenset(_ADMIN),
}
STAFF = frozenset({Role.TEAM, Role.STEWARD, Role.ADMIN})


def allows(role: Role, permission: Permission) -> bool:
    """Whether the role carries the permission."""
    return permission in ALLOWED[role]
