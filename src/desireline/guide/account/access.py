"""Who may look at an account: employees with the permission at all, customers at their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from desireline.people.accounts.api import Account, Membership
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


@dataclass(frozen=True, slots=True)
class Look:
    """An account and who looks at it: an employee, or somebody of the account (`own`)."""

    account: Account
    reader: Person
    own: bool


def look_at(slug: str, person: Person) -> Look:
    """The account of that slug, for who may look at it; 404 for everyone else."""
    account = Account.objects.filter(slug=slug[:80]).first()
    if account is None:
        raise Http404
    if may(person, Permission.SEE_ACCOUNTS):
        return Look(account, person, own=False)
    if not person.is_active or not Membership.objects.filter(account=account, person=person).exists():
        raise Http404
    return Look(account, person, own=True)


def own_account(person: Person) -> Account | None:
    """The person's account: the main one, or the one that they joined first."""
    if person.account is not None:
        return person.account
    found = Membership.objects.filter(person=person).select_related("account").order_by("since", "id").first()
    return found.account if found else None
