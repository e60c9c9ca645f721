"""Agreements and who accepted them. Words that somebody may have accepted are never rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation import telling
from desireline.codevelop.participation.models import Acceptance, Agreement, AgreementVersion, Participant
from desireline.codevelop.participation.standing import missing
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

__all__ = ["accept_version", "check_ready", "end", "new_version", "restart", "write"]

LONGEST = 50_000


@transaction.atomic
def write(*, by: Person, title: str, text: str, project: Project | None = None) -> AgreementVersion:
    """A new agreement: of a project, or without one for all projects (a steward's)."""
    must(by, Permission.CODEVELOP if project else Permission.EDIT_PORTFOLIO)
    title = " ".join(title.split())[:120]
    if not title:
        raise Refused(_("Give it a title."), field="title")
    made = Agreement.objects.create(project=project, title=title)
    return new_version(made, by=by, text=text)


@transaction.atomic
def new_version(agreement: Agreement, *, by: Person, text: str) -> AgreementVersion:
    """New words. Everyone of whom it is asked accepts anew before they see the project again; they are told.

    Raises Refused for no words, and for the words that it has.
    """
    must(by, Permission.CODEVELOP if agreement.project_id else Permission.EDIT_PORTFOLIO)
    text = text.strip()[:LONGEST]
    if not text:
        raise Refused(_("Write what is agreed."), field="text")
    last = AgreementVersion.objects.filter(agreement=agreement).order_by("-number").first()
    if last and last.text == text:
        raise Refused(_("These are the words of the current version."), field="text")
    number = AgreementVersion.objects.filter(agreement=agreement).aggregate(n=Max("number"))["n"] or 0
    made = AgreementVersion.objects.create(agreement=agreement, number=number + 1, text=text, by=by)
    if last and agreement.ended_at is None:
        telling.to_accept(made, by=by)
    return made


@transaction.atomic
def end(agreement: Agreement, *, by: Person) -> None:
    """Ask it of nobody any more. What was accepted stays readable to who accepted it. `restart` undoes it.

    Raises Refused for the last agreement of a confidential project whose participants would see it without any.
    """
    must(by, Permission.CODEVELOP if agreement.project_id else Permission.EDIT_PORTFOLIO)
    Agreement.objects.filter(pk=agreement.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), ended_by=by
    )


@transaction.atomic
def restart(agreement: Agreement, *, by: Person) -> None:
    must(by, Permission.CODEVELOP if agreement.project_id else Permission.EDIT_PORTFOLIO)
    Agreement.objects.filter(pk=agreement.pk).update(ended_at=None, ended_by=None)


@transaction.atomic
def accept_version(
    participant: Participant, version: AgreementVersion, *, by: Person, typed_name: str
) -> Acceptance:
    """Accept the current words of an agreement that is asked of the person, with their name typed under it.

    Raises Refused without a name, and for words that are not current (any more).
    """
    must(by, Permission.CONTRIBUTE)
    name = " ".join(typed_name.split())[:120]
    if participant.person_id != by.pk:
        raise Refused(_("Only they themselves can accept."))
    if len(name) < 2:
        raise Refused(_("Type your name: it stands for your signature."), field="typed_name")
    row = Participant.objects.select_related("project", "call").get(pk=participant.pk)
    known = Acceptance.objects.filter(version=version, person=by).first()
    if known:
        return known
    if version.pk not in {one.pk for one in missing(by, [row]).get(row.pk, [])}:
        raise Refused(_("There are newer words. Please read them first."))
    made: Acceptance = Acceptance.objects.create(version=version, person=by, typed_name=name)
    return made


def check_ready(project: Project) -> None:
    """Raises Refused for a confidential project whose participants would have nothing to accept."""
    if not project.confidential:
        return
    known = Agreement.objects.filter(Q(project=project) | Q(project__isnull=True), ended_at__isnull=True)
    if not known.exists():
        raise Refused(
            _("This project is confidential. Write the agreement first, so that they can accept it.")
        )
