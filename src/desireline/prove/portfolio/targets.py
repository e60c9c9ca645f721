"""How effort should be shared out, and the money set aside: each setting is a row, the newest counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.prove.portfolio.models import DISCIPLINES, Target, TargetShare

DEFAULTS: dict[str, dict[str, int]] = {
    Target.Axis.DISCIPLINE: dict.fromkeys(DISCIPLINES, 25),
    Target.Axis.HORIZON: {"1": 70, "2": 20, "3": 10},
}
FULL = 100


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at along one axis: percent by key, and money by key where some is set aside."""

    axis: str
    shares: Mapping[str, int]
    money: Mapping[str, float]
    row: Target | None


def aims() -> dict[str, Aim]:
    """The targets that count now, by axis. Two queries."""
    newest: dict[str, Target] = {}
    for row in Target.objects.filter(undone_at__isnull=True).order_by("at", "pk"):
        newest[row.axis] = row
    found = {axis: Aim(axis, dict(shares), {}, newest.get(axis)) for axis, shares in DEFAULTS.items()}
    if not newest:
        return found
    said: dict[int, list[TargetShare]] = {}
    for share in TargetShare.objects.filter(target__in=newest.values()).order_by("pk"):
        said.setdefault(share.target_id, []).append(share)
    for axis, row in newest.items():
        mine = {one.key: one for one in said.get(row.pk, [])}
        found[axis] = Aim(
            axis,
            {key: mine[key].share if key in mine else 0 for key in DEFAULTS[axis]},
            {key: float(one.money) for key, one in mine.items() if one.money is not None},
            row,
        )
    return found


@transaction.atomic
def set_target(
    axis: str, *, by: Person, shares: Mapping[str, int], money: Mapping[str, float | None]
) -> Target:
    """Aim at these percentages from now on. Raises Refused unless they make 100."""
    must(by, Permission.EDIT_PORTFOLIO)
    keys = DEFAULTS[axis]
    if sum(shares.get(key, 0) for key in keys) != FULL or min(shares.values(), default=0) < 0:
        raise Refused(_("The shares make %(sum)d together; they have to make 100."), sum=sum(shares.values()))
    row = Target.objects.create(axis=axis, by=by)
    TargetShare.objects.bulk_create(
        TargetShare(target=row, key=key, share=shares.get(key, 0), money=money.get(key)) for key in keys
    )
    return row


@transaction.atomic
def undo_target(target: Target, *, by: Person) -> None:
    """Aim at what was aimed at before."""
    must(by, Permission.EDIT_PORTFOLIO)
    Target.objects.filter(pk=target.pk, undone_at__isnull=True).update(undone_at=timezone.now())
