"""The log of who looked at which account. It is written before anything is shown: without a line, no look."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from desireline.guide.account.access import Look
from desireline.guide.account.models import AccountLook
from desireline.kit.options.api import get
from desireline.kit.paging.api import Page, latest

DAYS = "account_log_days"
SAME = timedelta(minutes=10)  # so long one line stands for pages of the same account that one opens
SIZE = 50
CHUNK = 2000


def note(look: Look, *, what: str = AccountLook.What.PAGE) -> None:
    """Write that an employee looks. What people look up of their own account is not written."""
    if look.own:
        return
    now = timezone.now()
    lately = AccountLook.objects.filter(
        person=look.reader, account=look.account, what=what, at__gte=now - SAME
    )
    if what == AccountLook.What.EXPORT or not lately.exists():
        AccountLook.objects.create(person=look.reader, account=look.account, what=what, at=now)


def listed(*, account: str, person: str, after: str | None) -> Page[Any]:
    """Looks, the newest first; of one account (slug) or by one person (id)."""
    rows = AccountLook.objects.select_related("account", "person")
    if account:
        rows = rows.filter(account__slug=account)
    if person.isdecimal():
        rows = rows.filter(person_id=int(person[:18]))
    return latest(rows, after, size=SIZE)


def sweep() -> int:
    """Forget looks that are older than the option says. Returns how many."""
    gone = 0
    while True:
        old = AccountLook.objects.filter(at__lt=timezone.now() - timedelta(days=get(DAYS))).order_by("id")
        some = list(old.values_list("pk", flat=True)[:CHUNK])
        AccountLook.objects.filter(pk__in=some).delete()
        gone += len(some)
        if len(some) < CHUNK:
            return gone
