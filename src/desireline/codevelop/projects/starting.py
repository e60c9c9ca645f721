"""A project begins: out of an outcome, and out of ideas and themes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from desireline.codevelop.projects.events import ProjectStarted
from desireline.codevelop.projects.models import Project, ProjectMember, ProjectOrigin, Visit
from desireline.codevelop.projects.provenance import keep_texts
from desireline.codevelop.stages.api import stages
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.futures.slugs import free_slug
from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.people.audiences.api import Audience, basic
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person


@transaction.atomic
def start(
    outcome: DesiredOutcome,
    *,
    by: Person,
    title: str,
    purpose: str = "",
    ideas: Iterable[int] = (),
    themes: Iterable[int] = (),
    audience: Audience | None = None,
    confidential: bool = False,
) -> Project:
    """A project for this outcome, in the first stage; ids of ideas and themes say what it grew out of.

    Raises Refused without the permission, without a title, and where no stage is left.
    """
    must(by, Permission.CODEVELOP)
    if not title.strip():
        raise Refused(_("Give the project a title."), field="title")
    first = next(iter(stages()), None)
    if first is None:
        raise Refused(_("No stage is left. A steward can bring one back under Stages."))
    project = Project.objects.create(
        slug=free_slug(Project, title),
        title=title.strip()[:120],
        purpose=purpose,
        outcome=outcome,
        owner=by,
        stage=first,
        audience=audience or basic("staff"),
        confidential=confidential,
    )
    Visit.objects.create(project=project, stage=first, entered=project.entered)
    ProjectMember.objects.create(project=project, person=by)
    for idea in dict.fromkeys(ideas):
        ProjectOrigin.objects.create(project=project, idea_id=idea, by=by)
    for theme in dict.fromkeys(themes):
        keep_texts(ProjectOrigin.objects.create(project=project, theme_id=theme, by=by))
    publish(ProjectStarted(project=project.pk, by=by.pk))
    return project
