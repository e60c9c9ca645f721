"""The statuses through which ideas go. The stage says what a status means, whatever a team calls it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.options.api import bump
from desireline.kit.options.memory import remembered
from desireline.kit.rows.api import fetch, one
from desireline.kit.text.api import slugify
from desireline.listen.boards.models import Status
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

Stage = Status.Stage


@dataclass(frozen=True, slots=True)
class Shown:
    """A status as pages show it. `hue` is a place on the colour wheel of the kit, 0..11; None for grey."""

    id: int
    slug: str
    name: str
    stage: str
    hue: int | None
    archived: bool


def ensure() -> None:
    """Give an empty instance the statuses that most teams need."""
    if Status.objects.exists():
        return
    wanted = [
        ("new", _("New"), Stage.NEW, 250),
        ("under-review", _("Under review"), Stage.REVIEW, 75),
        ("planned", _("Planned"), Stage.PLANNED, 280),
        ("in-progress", _("In progress"), Stage.STARTED, 218),
        ("done", _("Done"), Stage.DONE, 155),
        ("declined", _("Not planned"), Stage.DECLINED, 22),
    ]
    Status.objects.bulk_create(
        [
            Status(slug=slug, name=name, stage=stage, hue=hue, position=n, is_default=n == 0)
            for n, (slug, name, stage, hue) in enumerate(wanted)
        ],
        ignore_conflicts=True,
    )
    bump("site")


@remembered
def default_status() -> int:
    """The id of the status that new ideas start with."""
    row = one("SELECT id FROM listen_status WHERE is_default ORDER BY position, id LIMIT 1")
    found: int = row[0] if row else 0
    if not found:
        ensure()
        found = Status.objects.order_by("-is_default", "position", "id").values_list("pk", flat=True)[0]
    return found


@lru_cache(maxsize=360)
def wheel(hue: int) -> int:
    """The place of a hue (0..360) among the twelve tints of the kit."""
    tints = (22, 48, 74, 100, 132, 158, 188, 218, 248, 280, 312, 344)
    return min(range(12), key=lambda n: min(abs(tints[n] - hue), 360 - abs(tints[n] - hue)))


class _Statuses(dict[int, Shown]):
    """A status that another process made a moment ago is read when it is first met."""

    def __missing__(self, pk: int) -> Shown:
        self.update(_read())
        if pk in self:
            return self[pk]
        raise KeyError(pk)


def _read() -> dict[int, Shown]:
    rows = fetch("SELECT id, slug, name, stage, hue, archived FROM listen_status ORDER BY position, id")
    return {
        row[0]: Shown(
            row[0], row[1], row[2], row[3], None if row[3] == Stage.NEW else wheel(row[4]), bool(row[5])
        )
        for row in rows
    }


@remembered
def shown_statuses() -> dict[int, Shown]:
    """All statuses in their order, by id, from memory. Change nothing in it."""
    return _Statuses(_read())


def add_status(name: str, *, by: Person, stage: str, hue: int) -> Status:
    """A new status at the end of the row."""
    must(by, Permission.EDIT_FUTURES)
    name = _good_name(name)
    slug = slugify(name) or "status"
    if Status.objects.filter(slug=slug).exists():
        raise Refused(_("There is a status of that name."), field="name")
    last = Status.objects.order_by("-position").values_list("position", flat=True).first() or 0
    with transaction.atomic():
        status = Status.objects.create(
            slug=slug, name=name, stage=Stage(stage), hue=hue % 360, position=last + 1
        )
        bump("site")
    return status


def edit_status(status: Status, *, by: Person, **values: Any) -> Status:
    """Change `name`, `stage` or `hue`. The address keeps its old word, so that links live on."""
    must(by, Permission.EDIT_FUTURES)
    if "name" in values:
        status.name = _good_name(values["name"])
    if "stage" in values:
        status.stage = Stage(values["stage"])
    if "hue" in values:
        status.hue = int(values["hue"]) % 360
    with transaction.atomic():
        status.save(update_fields=["name", "stage", "hue"])
        bump("site")
    return status


def make_default(status: Status, *, by: Person) -> None:
    """New ideas start with this status from now on."""
    must(by, Permission.EDIT_FUTURES)
    if status.archived:
        raise Refused(_("Bring the status back before new ideas start with it."))
    with transaction.atomic():
        Status.objects.filter(is_default=True).update(is_default=False)
        Status.objects.filter(pk=status.pk).update(is_default=True)
        bump("site")


def move_status(status: Status, *, by: Person, up: bool) -> None:
    """One place up or down."""
    must(by, Permission.EDIT_FUTURES)
    with transaction.atomic():
        order = list(Status.objects.select_for_update().order_by("position", "id"))
        at = next(n for n, other in enumerate(order) if other.pk == status.pk)
        to = at - 1 if up else at + 1
        if 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
            for n, other in enumerate(order):
                other.position = n
            Status.objects.bulk_update(order, ["position"])
            bump("site")


def archive_status(status: Status, *, by: Person, on: bool = True) -> None:
    """Offer the status no longer (ideas that have it keep it), or offer it again."""
    must(by, Permission.EDIT_FUTURES)
    if on and status.is_default:
        raise Refused(_("New ideas start with this status. Choose another one for that first."))
    with transaction.atomic():
        Status.objects.filter(pk=status.pk).update(archived=timezone.now() if on else None)
        bump("site")


def _good_name(name: str) -> str:
    name = " ".join(name.split())
    if not 2 <= len(name) <= 60:
        raise Refused(_("A status has a name of 2 to 60 characters."), field="name")
    return name
