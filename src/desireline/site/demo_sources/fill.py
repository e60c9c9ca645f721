"""Brings the simulated systems into a demo: their files, and who the customers of one of them are here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desireline.guide.connectors.api import folder
from desireline.guide.models import CustomerLink
from desireline.people.models import Account, Membership
from desireline.site.demo_sources.write import Customer, number_of, write


@transaction.atomic
def fill(*, seed: int, now: datetime) -> bool:
    """Write the files and the customers' numbers, unless there are sources already. Whether it was done."""
    accounts = list(Account.objects.order_by("id"))
    emails: dict[int, list[str]] = {}
    for account, email in Membership.objects.order_by("id").values_list("account_id", "person__email"):
        emails.setdefault(account, []).append(email or "")
    customers = [
        Customer(one.slug, one.attributes.get("kind") == "firm", emails.get(one.pk, [])) for one in accounts
    ]
    if not write(folder(), customers, seed=seed, now=now):
        return False
    CustomerLink.objects.bulk_create(
        CustomerLink(source="devices", external=number_of(place), account=one)
        for place, one in enumerate(accounts)
    )
    return True
