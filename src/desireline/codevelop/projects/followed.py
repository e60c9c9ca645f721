"""Who follows a project hears when it comes to another stage, is held, ends, or goes on."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects.events import ProjectMoved
from desireline.codevelop.projects.models import Project, ProjectMember
from desireline.codevelop.projects.words import state_words
from desireline.kit.jobs.api import enqueue
from desireline.people.audiences.api import among
from desireline.people.identity.api import Person
from desireline.people.notices.api import awaited, notify, told
from desireline.people.roles.api import Permission, Role, allows

KIND, JOB = "project", "projects.tell_moved"
WAIT = timedelta(minutes=5)  # in which it can be taken back, and nobody noticed
SEE = [role for role in Role if allows(role, Permission.SEE_TEAM)]
SEE_ALL = [role for role in Role if allows(role, Permission.EDIT_PORTFOLIO)]


def projects_named(person: Person, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Title and address of the projects that the person may see."""
    rows = Project.objects.visible_to(person).filter(pk__in=ids).values_list("pk", "title", "slug")
    return {pk: (title, reverse("project", args=[slug])) for pk, title, slug in rows}


def hear_project(pk: int, people: set[int]) -> set[int]:
    """Those of the people who may see the project: the rules of `visible_to`. Few queries, however many people."""
    project = Project.objects.filter(pk=pk).first()
    if project is None:
        return set()
    rows = Person.objects.filter(pk__in=people, is_active=True)
    team = set(rows.filter(role__in=SEE).values_list("pk", flat=True))
    if project.confidential:
        return team & (at_work(project) | set(rows.filter(role__in=SEE_ALL).values_list("pk", flat=True)))
    return team | (among(project.audience_id, people - team) if project.shown else set())


def at_work(project: Project) -> set[int]:
    """Members and the owner."""
    found = set(ProjectMember.objects.filter(project=project).values_list("person_id", flat=True))
    return found | ({project.owner_id} if project.owner_id else set())


def moved(event: ProjectMoved) -> None:
    """In a few minutes, in the caller's transaction. A move that waits to be told is the one that is told, or none."""
    if awaited(f"project:{event.project}"):
        payload = {"project": event.project, "stage": event.stage, "state": event.state, "by": event.by}
        enqueue(JOB, payload, key=f"{JOB}:{event.project}", due=timezone.now() + WAIT)


def tell(pk: int, *, stage: int | None, state: str, by: int | None) -> int:
    """For the job: tell where the project is now. Nobody if it moved on or back in the meantime; whoever works on it
    knows. Outside, nobody reads who decided it. How many were told."""
    project = Project.objects.select_related("stage").filter(pk=pk).first()
    if project is None or (project.stage_id, project.state) != (stage, state):
        return 0
    url = f"{reverse('project', args=[project.slug])}#move-{project.version}"
    return notify(
        KIND,
        topic=f"project:{pk}",
        title=format_lazy(_("{title}: {where}"), title=project.title, where=_where(project)),
        url=url,
        skip=at_work(project) | told(KIND, url) | ({by} if by else set()),
    )


def _where(project: Project) -> object:
    """The stage it is in, or how it ended or stands, in the language of whoever reads it."""
    if project.state == Project.State.ACTIVE and project.stage:
        return project.stage.name
    return lazy(lambda: str(state_words()[project.state]), str)()
