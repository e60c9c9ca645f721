"""Thanks, in words or otherwise: noted, told to whom they are for, and never shown to anybody else outside."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation import telling
from desireline.codevelop.participation.models import Participant, Thanks
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

__all__ = ["spent", "thank", "undo"]

MOST = Decimal("99999999.99")


@transaction.atomic
def thank(
    participant: Participant,
    *,
    by: Person,
    kind: str = "words",
    text: str = "",
    amount: Decimal | None = None,
) -> Thanks:
    """Thank somebody. Words need words; money and vouchers say how much (in the currency of the instance)."""
    must(by, Permission.CODEVELOP)
    text = " ".join(text.split())[:500]
    if kind not in Thanks.Kind.values:
        raise Refused(_("Choose how you thank them."), field="kind")
    if kind == Thanks.Kind.WORDS and not text:
        raise Refused(_("Write your thanks."), field="text")
    if kind in (Thanks.Kind.MONEY, Thanks.Kind.VOUCHER) and not amount:
        raise Refused(_("Say how much."), field="amount")
    if amount is not None and not 0 <= amount <= MOST:
        raise Refused(_("Say how much, as a number of at least 0."), field="amount")
    made = Thanks.objects.create(
        participant=participant,
        kind=kind,
        text=text,
        amount=None if kind == Thanks.Kind.WORDS else amount,
        by=by,
    )
    telling.thanked(made, by=by)
    return made


@transaction.atomic
def undo(thanks: Thanks, *, by: Person) -> None:
    """It was noted by mistake. Raises Refused where that was said already."""
    must(by, Permission.CODEVELOP)
    rows = Thanks.objects.filter(pk=thanks.pk, undone_at__isnull=True)
    if not rows.update(undone_at=timezone.now(), undone_by=by):
        raise Refused(_("This was undone already."))


def spent(project: Project) -> Decimal:
    """What thanks of this project cost, in the currency of the instance."""
    rows = Thanks.objects.filter(participant__project=project, undone_at__isnull=True)
    return rows.aggregate(n=Sum("amount"))["n"] or Decimal(0)
