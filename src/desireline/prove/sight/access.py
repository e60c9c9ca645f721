"""One thing of the audit for one person, or 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from desireline.codevelop.projects.api import Project
from desireline.futures.futures.api import Future, shown
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.prove.sight.models import TARGETS, Justification, PromiseEvidence, Relink
from desireline.understand.themes.api import theme_for


def thing(person: Person, kind: str, pk: int) -> Any:
    """What an orphan stands for."""
    if kind not in TARGETS:
        raise Http404
    if kind == "theme":
        return theme_for(person, pk)
    model: Any = {"project": Project, "outcome": DesiredOutcome, "idea": Idea}[kind]
    found = model.objects.visible_to(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def outcome(person: Person, pk: int) -> DesiredOutcome | None:
    """An outcome to link to: published and standing."""
    found: DesiredOutcome | None = DesiredOutcome.objects.visible_to(person).filter(pk=pk).first()
    return found


def justification(person: Person, pk: int) -> Justification:
    row = Justification.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    for kind in TARGETS:
        target = getattr(row, f"{kind}_id")
        if target is not None:
            thing(person, kind, target)
    return row


def mended(person: Person, pk: int) -> Relink:
    row = Relink.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    thing(person, "project", row.project_id)
    return row


def future_of(person: Person | None, slug: str) -> Future:
    """A published future that the person may see."""
    found: Future | None = shown(person).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def evidence(person: Person, pk: int) -> PromiseEvidence:
    row = PromiseEvidence.objects.filter(pk=pk).select_related("future").first()
    if row is None:
        raise Http404
    future_of(person, row.future.slug)
    return row
