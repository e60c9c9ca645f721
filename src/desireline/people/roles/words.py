"""What the roles are called, and what each is for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.people.roles.rules import Role

LABELS: dict[Role, Any] = {
    Role.CUSTOMER: _("Customer"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.TEAM: _("Team"),
    Role.STEWARD: _("Steward"),
    Role.ADMIN: _("Administrator"),
}
MEANINGS: dict[Role, Any] = {
    Role.CUSTOMER: _("Reads, votes, rates, brings ideas and comments."),
    Role.CONTRIBUTOR: _("A customer whose words are shown at once."),
    Role.TEAM: _("Sorts, answers and moderates; sees account value and internal notes."),
    Role.STEWARD: _("Also shapes futures, outcomes and boards, and moves data in and out."),
    Role.ADMIN: _("Also manages people, settings and jobs."),
}
