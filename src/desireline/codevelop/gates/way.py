"""The way before a project: its next stage, what a fast track leaves out, and where it can be sent back to."""

from __future__ import annotations

from desireline.codevelop.gates.models import FastTrack
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.api import Stage, stages


def fast_track_of(project: Project) -> FastTrack | None:
    """The shorter way that is open for the project."""
    return (
        FastTrack.objects.filter(project=project, undone_at__isnull=True)
        .select_related("by")
        .prefetch_related("skipped__stage")
        .first()
    )


def left_out(project: Project) -> set[int]:
    """Ids of the stages that its fast track leaves out."""
    found = fast_track_of(project)
    return {one.stage_id for one in found.skipped.all()} if found else set()


def ahead(project: Project) -> list[Stage]:
    """The stages after the one that the project is in, also those that a fast track leaves out."""
    here = project.stage
    return [one for one in stages() if here and (one.position, one.pk) > (here.position, here.pk)]


def next_stage(project: Project) -> Stage | None:
    """Where a go leads. None: it is released."""
    skipped = left_out(project)
    return next((one for one in ahead(project) if one.pk not in skipped), None)


def earlier(project: Project) -> list[Stage]:
    """Where a project can be sent back to, the nearest first: its own stage, to do it again, and those before."""
    here = project.stage
    if here is None:
        return []
    before = [one for one in stages() if (one.position, one.pk) < (here.position, here.pk)]
    return [here, *reversed(before)]
