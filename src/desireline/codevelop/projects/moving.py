"""From stage to stage. Gates decide whether; this moves, and only once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.projects.events import ProjectMoved
from desireline.codevelop.projects.models import Project, Visit
from desireline.kit.errors import Refused
from desireline.kit.events import publish

if TYPE_CHECKING:
    from desireline.codevelop.stages.api import Stage
    from desireline.people.identity.api import Person


@transaction.atomic
def move(project: Project, *, to: Stage | None, state: str, version: int, by: Person | None) -> Project:
    """Bring a project to a stage (None: it ends) and a state of `Project.State`. `version` is what was looked at. In
    another stage its days are counted anew, and its next gate is due when the stage should be over.

    Raises Refused where somebody moved it meanwhile: of two people who move it at once, one wins.
    """
    now = timezone.now()
    met = Project.objects.filter(pk=project.pk, version=version).update(
        stage=to, state=state, version=F("version") + 1, changed=now, **_clock(project, to, now)
    )
    if not met:
        raise Refused(
            _("Somebody else moved this project a moment ago. Look at where it is now, then decide.")
        )
    here = Visit.objects.filter(project=project, left__isnull=True).first()
    if here is not None and (to is None or here.stage_id != to.pk):
        Visit.objects.filter(pk=here.pk).update(left=now)
        here = None
    if here is None and to is not None:
        Visit.objects.create(project=project, stage=to, entered=now)
    project.refresh_from_db()
    publish(
        ProjectMoved(project=project.pk, stage=to.pk if to else None, state=state, by=by.pk if by else None)
    )
    return project


def _clock(project: Project, to: Stage | None, now: datetime) -> dict[str, Any]:
    """What changes with the stage. Held and taken up again, a project has been in its stage all the time."""
    if to is not None and project.stage_id == to.pk:
        return {}
    return {"entered": now, "due": timezone.localdate(now) + timedelta(days=to.days) if to else None}
