"""The case of a project: written by those who work on it, each change kept and undone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from desireline.codevelop.projects.api import Project, ProjectMember
from desireline.kit.errors import Refused
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.portfolio.models import DISCIPLINES, CaseChange, ProjectCase

FIELDS = (
    *DISCIPLINES,
    "horizon",
    "ambition",
    "days_planned",
    "days_spent",
    "money_planned",
    "money_spent",
    "value",
    "technical",
    "commercial",
    "development",
    "commercialisation",
)


def may_write(person: Person | None, project: Project) -> bool:
    """Stewards everywhere; the owner and members of the project on their own."""
    if may(person, Permission.EDIT_PORTFOLIO):
        return True
    if person is None or not may(person, Permission.CODEVELOP):
        return False
    mine = ProjectMember.objects.filter(project=project, person=person)
    return project.owner_id == person.pk or mine.exists()


def case_of(project: Project) -> ProjectCase:
    """The case, or an empty one that is not stored yet."""
    return ProjectCase.objects.filter(project=project).first() or ProjectCase(project=project, version=0)


@transaction.atomic
def save_case(
    project: Project, *, by: Person | None, version: int | None = None, why: str = "", **values: Any
) -> ProjectCase:
    """Change any of `FIELDS`. `version` is what was looked at (0: there was no case yet); None takes what is there.

    Raises Refused without the right, where somebody changed it meanwhile, and for values that cannot be.
    """
    _must(by, project)
    ProjectCase.objects.get_or_create(project=project, defaults={"version": 0})
    case = ProjectCase.objects.select_for_update().get(project=project)
    if version is not None and version != case.version:
        raise Refused(
            _("Somebody else changed this case a moment ago. Look at what it says now, then change it.")
        )
    what = {}
    for name in FIELDS:
        if name in values and _plain(values[name]) != _plain(getattr(case, name)):
            what[name] = [_plain(getattr(case, name)), _plain(values[name])]
            setattr(case, name, values[name])
    if what or case.version == 0:
        _store(case)
    if what:
        CaseChange.objects.create(case=case, what=what, why=why.strip()[:300], by=by)
    return case


@transaction.atomic
def undo_change(change: CaseChange, *, by: Person) -> ProjectCase:
    """Put back what the newest change replaced, as a change of its own. Raises Refused for an older one."""
    case = change.case
    newest = case.changes.order_by("-at", "-pk").first()
    if newest is None or newest.pk != change.pk:
        raise Refused(_("The case was changed again since. Open it and put right what is wrong."))
    before = {name: pair[0] for name, pair in change.what.items()}
    return save_case(case.project, by=by, why=_("Undone"), **before)


def _must(by: Person | None, project: Project) -> None:
    if not may_write(by, project):
        raise Refused(_("Only stewards and those who work on the project change its case."))


def _store(case: ProjectCase) -> None:
    case.version += 1
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as error:
        raise Refused(
            _("Shares make 100 together, chances lie between 0 and 1, amounts are not below 0.")
        ) from error


def _plain(value: Any) -> Any:
    """As it is kept in the history: numbers as numbers, nothing as None."""
    if isinstance(value, Decimal | float):
        return round(float(value), 4)
    return value
