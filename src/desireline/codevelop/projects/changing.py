"""What a team changes of a project: its words, its people, what it grew out of, and who may see it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.projects.access import leads
from desireline.codevelop.projects.events import ProjectChanged
from desireline.codevelop.projects.models import Project, ProjectMember, ProjectOrigin
from desireline.codevelop.projects.provenance import keep_texts
from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.listen.ideas.api import Idea
from desireline.people.audiences.api import Audience
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, is_staff, must
from desireline.understand.themes.api import Theme

FIELDS = ("title", "purpose", "story", "outcome", "due")


@transaction.atomic
def change(project: Project, *, by: Person, **fields: Any) -> Project:
    """Change any of `FIELDS`; `due` is a date or None. The address of the project stays."""
    must(by, Permission.CODEVELOP)
    if "title" in fields and not fields["title"].strip():
        raise Refused(_("Give the project a title."), field="title")
    given = {name: fields[name] for name in FIELDS if name in fields}
    if "title" in given:
        given["title"] = given["title"].strip()[:120]
    return _save(project, by=by, **given)


@transaction.atomic
def give(project: Project, *, to: Person, by: Person) -> Project:
    """Make somebody of our own its owner, and a member."""
    must(by, Permission.CODEVELOP)
    join(project, person=to, by=by)
    return _save(project, by=by, owner=to)


@transaction.atomic
def join(project: Project, *, person: Person, by: Person) -> ProjectMember:
    """Make somebody of our own a member. Again is harmless."""
    must(by, Permission.CODEVELOP)
    if not is_staff(person):
        raise Refused(
            _("Only your own people can be members. Customers take part in sessions."), field="person"
        )
    row, made = ProjectMember.objects.get_or_create(project=project, person=person)
    if made:
        publish(ProjectChanged(project=project.pk, by=by.pk))
    return row


@transaction.atomic
def leave(project: Project, *, person: Person, by: Person) -> None:
    """Take a member out. Refused for the owner: give it to somebody else first."""
    must(by, Permission.CODEVELOP)
    if project.owner_id == person.pk:
        raise Refused(
            _("The owner is a member as long as the project is theirs. Make somebody else the owner first.")
        )
    ProjectMember.objects.filter(project=project, person=person).delete()
    publish(ProjectChanged(project=project.pk, by=by.pk))


@transaction.atomic
def add_origin(
    project: Project,
    *,
    by: Person,
    idea: Idea | None = None,
    theme: Theme | None = None,
    session: int | None = None,
) -> ProjectOrigin:
    """Note that the project grew out of an idea, a theme or a session (its id). Again is harmless."""
    must(by, Permission.CODEVELOP)
    if sum(one is not None for one in (idea, theme, session)) != 1:
        raise Refused(_("Choose an idea or a theme."))
    grown: dict[str, Any] = {"idea": idea, "theme": theme, "session_id": session}
    row, made = ProjectOrigin.objects.get_or_create(project=project, **grown, defaults={"by": by})
    if made:
        keep_texts(row)
        publish(ProjectChanged(project=project.pk, by=by.pk))
    return row


@transaction.atomic
def drop_origin(origin: ProjectOrigin, *, by: Person) -> None:
    """The project did not grow out of this after all: who said it is no longer behind it. `add_origin` undoes it."""
    must(by, Permission.CODEVELOP)
    ProjectOrigin.objects.filter(pk=origin.pk).delete()
    publish(ProjectChanged(project=origin.project_id, by=by.pk))


@transaction.atomic
def show(project: Project, *, by: Person, audience: Audience, story: str | None = None) -> Project:
    """Put it into the showcase for an audience. Refused while it is confidential, and without a story."""
    _lead(project, by)
    if project.confidential:
        raise Refused(_("The project is confidential. Lift that first, if the agreement allows it."))
    told = project.story if story is None else story
    if not told.strip():
        raise Refused(_("Tell its story first: what others may know of it."), field="story")
    return _save(project, by=by, audience=audience, story=told, shown=project.shown or timezone.now())


@transaction.atomic
def hide(project: Project, *, by: Person) -> Project:
    """Take it out of the showcase. Its story and its audience stay as they are."""
    _lead(project, by)
    return _save(project, by=by, shown=None)


@transaction.atomic
def keep_secret(project: Project, *, by: Person, on: bool = True) -> Project:
    """Confidential: only its owner, members and stewards know of it; it leaves the showcase. `on=False` lifts it."""
    _lead(project, by)
    return _save(project, by=by, confidential=on, **({"shown": None} if on else {}))


def _lead(project: Project, by: Person) -> None:
    must(by, Permission.CODEVELOP)
    if not leads(project, by):
        raise Refused(_("Its owner, its members and stewards decide who may see it."))


def _save(project: Project, *, by: Person, **fields: Any) -> Project:
    for name, value in fields.items():
        setattr(project, name, value)
    project.save(update_fields=[*fields, "changed"])
    publish(ProjectChanged(project=project.pk, by=by.pk))
    return project
