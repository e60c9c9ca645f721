from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job
from desireline.kit.limits.api import sweep
from desireline.people.notices import mailing, old


@job("notices.mail", retries=8, label=_("Mail notices"))
def mail(payload: dict[str, Any], progress: Progress) -> None:
    mailing.mail_soon(progress)


@job("notices.daily", retries=3, label=_("Mail the daily digests"))
def daily(payload: dict[str, Any], progress: Progress) -> None:
    mailing.mail_daily(progress)


@job("people.tidy", retries=1, label=_("Take away old notices and counters"))
def tidy(payload: dict[str, Any], progress: Progress) -> None:
    old.forget()
    sweep()


every("notices.mail", minutes=10)
every("notices.daily", minutes=20)
every("people.tidy", minutes=60 * 12)
