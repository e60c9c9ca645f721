"""What a steward changes of the way: its stages, and what is asked at the gate after each."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desireline.codevelop.stages.models import Criterion, Deliverable, Gatekeeper, Stage
from desireline.futures.slugs import free_slug
from desireline.kit.errors import Refused
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, is_staff, must

FIELDS = ("name", "purpose", "days")


@transaction.atomic
def add_stage(name: str, *, by: Person, purpose: str = "", days: int = 30) -> Stage:
    """A new stage at the end of the way."""
    must(by, Permission.EDIT_PORTFOLIO)
    name = _good(name, longest=60)
    last = Stage.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return Stage.objects.create(
        slug=free_slug(Stage, name),
        name=name,
        purpose=purpose.strip()[:300],
        days=_days(days),
        position=last + 1,
    )


@transaction.atomic
def change_stage(stage: Stage, *, by: Person, **fields: Any) -> Stage:
    """Change any of `FIELDS`. The address keeps its old word, so that links live on."""
    must(by, Permission.EDIT_PORTFOLIO)
    given = {name: fields[name] for name in FIELDS if name in fields}
    if "name" in given:
        given["name"] = _good(given["name"], longest=60)
    if "days" in given:
        given["days"] = _days(given["days"])
    for name, value in given.items():
        setattr(stage, name, value)
    stage.save(update_fields=list(given))
    return stage


@transaction.atomic
def move_stage(stage: Stage, *, by: Person, up: bool) -> None:
    """One place earlier or later on the way."""
    must(by, Permission.EDIT_PORTFOLIO)
    _move(Stage.objects.all(), stage, up=up)


@transaction.atomic
def archive_stage(stage: Stage, *, by: Person, in_use: int) -> None:
    """Take a stage off the way. `in_use` projects are in it: refused unless none is, and for the last stage."""
    must(by, Permission.EDIT_PORTFOLIO)
    if in_use:
        said = ngettext(
            "%(num)s project is in this stage. Move it on first.",
            "%(num)s projects are in this stage. Move them on first.",
            in_use,
        )
        raise Refused(said % {"num": in_use})
    if not Stage.objects.filter(archived__isnull=True).exclude(pk=stage.pk).exists():
        raise Refused(_("One stage has to stay: without any, no project can begin."))
    Stage.objects.filter(pk=stage.pk).update(archived=timezone.now())


@transaction.atomic
def restore_stage(stage: Stage, *, by: Person) -> None:
    """Bring an archived stage back to its place."""
    must(by, Permission.EDIT_PORTFOLIO)
    Stage.objects.filter(pk=stage.pk).update(archived=None)


@transaction.atomic
def add_criterion(
    stage: Stage, *, by: Person, text: str, must_meet: bool = False, weight: int = 1
) -> Criterion:
    """Ask this at the gate after the stage. `weight` 1 to 10 counts for what should be met."""
    must(by, Permission.EDIT_PORTFOLIO)
    place = stage.criteria.count()
    return Criterion.objects.create(
        stage=stage, text=_good(text, longest=240), must=must_meet, weight=_weight(weight), position=place
    )


@transaction.atomic
def change_criterion(
    criterion: Criterion, *, by: Person, text: str, must_meet: bool = False, weight: int = 1
) -> Criterion:
    """Say it anew. Scores that were given stay with it."""
    must(by, Permission.EDIT_PORTFOLIO)
    criterion.text, criterion.must, criterion.weight = _good(text, longest=240), must_meet, _weight(weight)
    criterion.save(update_fields=["text", "must", "weight"])
    return criterion


@transaction.atomic
def add_deliverable(stage: Stage, *, by: Person, text: str) -> Deliverable:
    """This must lie on the table at the gate after the stage."""
    must(by, Permission.EDIT_PORTFOLIO)
    return Deliverable.objects.create(
        stage=stage, text=_good(text, longest=240), position=stage.deliverables.count()
    )


@transaction.atomic
def change_deliverable(deliverable: Deliverable, *, by: Person, text: str) -> Deliverable:
    """Say it anew."""
    must(by, Permission.EDIT_PORTFOLIO)
    deliverable.text = _good(text, longest=240)
    deliverable.save(update_fields=["text"])
    return deliverable


@transaction.atomic
def archive(asked: Criterion | Deliverable, *, by: Person, on: bool = True) -> None:
    """Ask it no longer (what was said to it stays), or with `on=False` again."""
    must(by, Permission.EDIT_PORTFOLIO)
    type(asked)._default_manager.filter(pk=asked.pk).update(archived=timezone.now() if on else None)


@transaction.atomic
def appoint(stage: Stage, *, person: Person, by: Person, on: bool = True) -> None:
    """Let somebody of our own decide at the gate after the stage, besides stewards; or with `on=False` no longer."""
    must(by, Permission.EDIT_PORTFOLIO)
    if not on:
        Gatekeeper.objects.filter(stage=stage, person=person).delete()
        return
    if not is_staff(person):
        raise Refused(_("Only your own people can be gatekeepers."))
    Gatekeeper.objects.get_or_create(stage=stage, person=person)


def _move(rows: models.QuerySet[Stage], one: Stage, *, up: bool) -> None:
    order = list(rows.select_for_update().order_by("position", "id"))
    at = next(n for n, other in enumerate(order) if other.pk == one.pk)
    to = at - 1 if up else at + 1
    while 0 <= to < len(order) and order[to].archived:  # past what is not on the way
        to += -1 if up else 1
    if 0 <= to < len(order):
        order.insert(to, order.pop(at))
        for n, other in enumerate(order):
            other.position = n
        Stage.objects.bulk_update(order, ["position"])


def _good(text: str, *, longest: int) -> str:
    text = " ".join(text.split())
    if not 2 <= len(text) <= longest:
        raise Refused(_("Write 2 to %(most)s characters.") % {"most": longest})
    return text


def _days(days: int) -> int:
    if not 1 <= days <= 1000:
        raise Refused(_("A stage takes 1 to 1,000 days."), field="days")
    return days


def _weight(weight: int) -> int:
    if not 1 <= weight <= 10:
        raise Refused(_("A weight is 1 to 10."), field="weight")
    return weight
