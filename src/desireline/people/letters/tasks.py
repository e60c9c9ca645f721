from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job
from desireline.people.letters.posting import deliver, forget_sent


@job("people.letter", retries=6, label=_("Send a code or an invitation"))
def letter(payload: dict[str, Any], progress: Progress) -> None:
    deliver(payload)


@job("people.letters_sent", label=_("Forget letters that were sent"))
def sent(payload: dict[str, Any], progress: Progress) -> None:
    forget_sent()


every("people.letters_sent", minutes=30)
