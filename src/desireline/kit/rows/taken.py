"""Taking back what a row says: the row stays, with who took it back and when."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused


def take_back(row: models.Model, *, by: models.Model, refusal: str = "") -> None:
    """Write `undone_at` and `undone_by`, once: of two who do it at the same time one wins. Raises Refused, with the
    words of `refusal`, where it was taken back already.
    """
    standing = type(row)._base_manager.filter(pk=row.pk, undone_at__isnull=True)
    if not standing.update(undone_at=timezone.now(), undone_by=by):
        raise Refused(refusal or _("This was undone already."))
