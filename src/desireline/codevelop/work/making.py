"""What a project makes in a stage: artefacts, assumptions and their tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.models import Stage
from desireline.codevelop.work.models import Artefact, Assumption
from desireline.codevelop.work.rules import frame_source
from desireline.kit.errors import Refused
from desireline.listen.ideas.api import films
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

Kind = Artefact.Kind
WITH_FILE = (Kind.FILE, Kind.PICTURE)


def stages_of(project: Project) -> list[Stage]:
    """The stages that the project has been in, the one that it is in or ended from first."""
    visits = project.visits.select_related("stage").order_by("-entered", "-id")
    return list({visit.stage_id: visit.stage for visit in visits}.values())


def stage_for(project: Project, wanted: int | None) -> Stage:
    """The stage that a new thing belongs to: one that the project was in, by default the last of them."""
    known = stages_of(project)
    if wanted is None:
        return known[0]
    found = next((one for one in known if one.pk == wanted), None)
    if found is None:
        raise Refused(_("The project has not been in that stage."), field="stage")
    return found


def _checked(kind: str, title: str, url: str, *, file: bool) -> None:
    if kind not in Kind.values:
        raise Refused(_("Choose what it is."), field="kind")
    if not title.strip():
        raise Refused(_("Give it a title."), field="title")
    if kind in WITH_FILE and not file:
        raise Refused(_("Bring the file."), field="upload")
    if kind not in WITH_FILE and not url:
        raise Refused(_("Write the address."), field="url")
    if kind == Kind.FILM and not films(url):
        raise Refused(_("Films play from YouTube or Vimeo. Anything else is a link."), field="url")
    if kind == Kind.PAGE and frame_source(url) is None:
        raise Refused(_("Only an address that begins with https:// can be shown here."), field="url")


@transaction.atomic
def add_artefact(project: Project, *, by: Person, kind: str, title: str, **values: Any) -> Artefact:
    """Show something that was made. `values`: text, url, file (a StoredFile), in_showcase, for_participants, stage.

    Raises Refused for a kind without what it needs: files for a file and a picture, an address for the rest.
    """
    must(by, Permission.CODEVELOP)
    stage = stage_for(project, values.pop("stage", None))
    _checked(kind, title, values.get("url", ""), file=values.get("file") is not None)
    return Artefact.objects.create(
        project=project, stage=stage, kind=kind, title=title.strip(), by=by, **values
    )


@transaction.atomic
def change_artefact(artefact: Artefact, *, by: Person, **values: Any) -> Artefact:
    """Change what it says, its address, its stage, and whether the showcase has it. Its kind and file stay."""
    must(by, Permission.CODEVELOP)
    if "stage" in values:
        values["stage"] = stage_for(artefact.project, values["stage"])
    for name in ("title", "text", "url", "in_showcase", "for_participants", "stage"):
        if name in values:
            setattr(artefact, name, values[name])
    _checked(artefact.kind, artefact.title, artefact.url, file=artefact.file_id is not None)
    artefact.save()
    return artefact


@transaction.atomic
def remove_artefact(artefact: Artefact, *, by: Person) -> None:
    """Nobody sees it any more. `restore_artefact` brings it back."""
    must(by, Permission.CODEVELOP)
    Artefact.objects.filter(pk=artefact.pk, removed_at__isnull=True).update(removed_at=timezone.now())


@transaction.atomic
def restore_artefact(artefact: Artefact, *, by: Person) -> None:
    """It is there again."""
    must(by, Permission.CODEVELOP)
    Artefact.objects.filter(pk=artefact.pk).update(removed_at=None)


@transaction.atomic
def assume(
    project: Project, *, by: Person, text: str, test: str = "", risk: int = 3, stage: int | None = None
) -> Assumption:
    """Write down what must be true, the smallest test that could show it is not, and what being wrong costs (1..5)."""
    must(by, Permission.CODEVELOP)
    _assumption(text, risk)
    return Assumption.objects.create(
        project=project,
        stage=stage_for(project, stage),
        text=text.strip(),
        test=test.strip(),
        risk=risk,
        by=by,
    )


@transaction.atomic
def change_assumption(assumption: Assumption, *, by: Person, **values: Any) -> Assumption:
    """Change text, test, risk or stage."""
    must(by, Permission.CODEVELOP)
    if "stage" in values:
        values["stage"] = stage_for(assumption.project, values["stage"])
    for name in ("text", "test", "risk", "stage"):
        if name in values:
            setattr(assumption, name, values[name])
    _assumption(assumption.text, assumption.risk)
    assumption.save()
    return assumption


def _assumption(text: str, risk: int) -> None:
    if not text.strip():
        raise Refused(_("Write what must be true."), field="text")
    if not 1 <= risk <= 5:
        raise Refused(_("Choose a number from 1 to 5."), field="risk")


@transaction.atomic
def settle(assumption: Assumption, *, by: Person, holds: bool, result: str) -> Assumption:
    """The test was made: the assumption holds or fails, and what was seen. Said anew, it replaces what was said."""
    must(by, Permission.CODEVELOP)
    if not result.strip():
        raise Refused(_("Say what the test showed."), field="result")
    assumption.state = Assumption.State.HOLDS if holds else Assumption.State.FAILS
    assumption.result, assumption.closed_at = result.strip()[:5000], timezone.now()
    assumption.save(update_fields=["state", "result", "closed_at"])
    return assumption


@transaction.atomic
def reopen(assumption: Assumption, *, by: Person) -> Assumption:
    """It is open again; what was seen stays to be read."""
    must(by, Permission.CODEVELOP)
    assumption.state, assumption.closed_at = Assumption.State.OPEN, None
    assumption.save(update_fields=["state", "closed_at"])
    return assumption
