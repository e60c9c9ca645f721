"""Mending what has no line of sight: link it to an outcome, say why it is right, or stop it. Each is undone exactly."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from desireline.codevelop.gates.api import decide
from desireline.codevelop.projects.api import Project, change
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.errors import Refused
from desireline.kit.rows.api import take_back
from desireline.listen.ideas.api import Idea
from desireline.listen.inbox.api import Wish, act
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.prove.sight.models import TARGETS, Justification, Relink
from desireline.understand.themes.api import Theme, link, unlink

LONGEST = 500


@transaction.atomic
def relink(project: Project, *, to: DesiredOutcome, by: Person) -> Relink:
    """Give the project an outcome whose line is whole. Refused for the one that it has."""
    must(by, Permission.CODEVELOP)
    fresh = Project.objects.select_for_update(of=("self",)).select_related("outcome").get(pk=project.pk)
    if fresh.outcome_id == to.pk:
        raise Refused(_("It has this outcome already. Choose another one."), field="outcome")
    made = Relink.objects.create(project=fresh, before=fresh.outcome, after=to, by=by)
    change(fresh, by=by, outcome=to)
    return made


@transaction.atomic
def undo_relink(row: Relink, *, by: Person) -> None:
    """The project has its outcome from before again. Refused where it was given another one since, and twice."""
    must(by, Permission.CODEVELOP)
    fresh = Relink.objects.select_for_update(of=("self",)).select_related("project", "before").get(pk=row.pk)
    take_back(fresh, by=by)
    if fresh.project.outcome_id != fresh.after_id:
        raise Refused(_("It was given another outcome since."))
    change(fresh.project, by=by, outcome=fresh.before)


def link_idea(idea: Idea, *, to: DesiredOutcome, by: Person) -> int:
    """The idea serves the outcome. Returns the action of the inbox that undoes it."""
    return act("outcome", [idea.pk], by=by, wish=Wish(value=str(to.pk))).pk


def link_theme(theme: Theme, *, to: DesiredOutcome, by: Person) -> None:
    """What is said in the theme is about the outcome."""
    link(theme, to, by=by)


def unlink_theme(theme: Theme, *, to: DesiredOutcome, by: Person) -> None:
    """It is not."""
    unlink(theme, to, by=by)


@transaction.atomic
def justify(kind: str, thing: Any, *, reason: str, by: Person) -> Justification:
    """Say why it is right without a line to a customer. Refused without a reason, and while another one stands."""
    must(by, Permission.CODEVELOP)
    if kind not in TARGETS:
        raise ValueError(kind)
    text = " ".join(reason.split())
    if len(text) < 3:
        raise Refused(_("Say why it is right, in a sentence."), field="reason")
    if len(text) > LONGEST:
        raise Refused(_("At most %(n)d characters.") % {"n": LONGEST}, field="reason")
    if Justification.objects.filter(undone_at__isnull=True, **{kind: thing}).exists():
        raise Refused(_("Somebody justified this already. Take that back first."))
    return Justification.objects.create(**{kind: thing}, reason=text, by=by)


@transaction.atomic
def unjustify(row: Justification, *, by: Person) -> None:
    """Take a justification back; it is kept. Refused where it was taken back already."""
    must(by, Permission.CODEVELOP)
    take_back(row, by=by)


def stop(project: Project, *, reason: str, version: int, by: Person) -> Any:
    """End the project by a decision at its gate, which its team reads and gatekeepers can undo within a day."""
    return decide(project, verdict="kill", reason=reason, version=version, by=by)
