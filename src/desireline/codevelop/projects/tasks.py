from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects import followed
from desireline.kit.jobs.api import Progress, job


@job(followed.JOB, label=_("Tell where a project is"))
def tell_moved(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(
        followed.tell(payload["project"], stage=payload["stage"], state=payload["state"], by=payload["by"])
    )
