"""How often one person may vote: a brake for scripts. The database allows one vote an idea anyway."""

from __future__ import annotations

from django.utils.translation import gettext as _

from desireline.kit.limits.api import TooMany
from desireline.kit.limits.pace import Pace

votes = Pace(120)


def check(person_id: int) -> None:
    """Count a vote of the person. TooMany beyond this process's part of 120 a minute."""
    if not votes.allows(person_id):
        raise TooMany(_("That was a lot of votes in a short time. Wait a minute."), retry_after=60)
