"""A project is released, or that is taken back; and what the search knows of it follows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from desireline.codevelop.projects.api import Project
from desireline.codevelop.projects.events import ProjectChanged, ProjectMoved
from desireline.engines.search.api import delete, refresh
from desireline.kit.events import subscribe
from desireline.prove.recognition.cards import TYPE
from desireline.prove.recognition.crediting import prepare, take_back
from desireline.prove.recognition.models import Release

COUNTS = {"supporters", "counted"}  # nothing of these is in a card


@subscribe(ProjectMoved)
def moved(event: ProjectMoved) -> None:
    project = Project.objects.select_related("outcome").get(pk=event.project)
    if event.state == Project.State.RELEASED:
        prepare(project)
    else:
        take_back(project)
    _found_anew(event.project)


@subscribe(ProjectChanged)
def changed(event: ProjectChanged) -> None:
    """It may be confidential from now on."""
    _found_anew(event.project)


def _found_anew(project: int) -> None:
    refresh(TYPE, Release.objects.filter(project=project).values_list("pk", flat=True))


@receiver(post_save, sender=Release)
def _written(
    instance: Release, raw: bool = False, update_fields: Collection[str] | None = None, **_more: Any
) -> None:
    if not raw and not (update_fields and set(update_fields) <= COUNTS):
        refresh(TYPE, [instance.pk])


@receiver(post_delete, sender=Release)
def _gone(instance: Release, **_more: Any) -> None:
    delete(f"{TYPE}:{instance.pk}")
