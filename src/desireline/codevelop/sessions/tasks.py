from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.sessions import reminding
from desireline.kit.jobs.api import Progress, every, job


@job("codevelop.session_reminders", label=_("Remind of sessions"))
def remind(payload: dict[str, Any], progress: Progress) -> None:
    reminding.remind()


every("codevelop.session_reminders", minutes=30)
