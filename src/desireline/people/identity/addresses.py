"""E-mail addresses of people: the rows of the sign-in library, asked in our words."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from desireline.people.identity.models import Person


def verified(person: Person) -> str | None:
    """The address to which mail for the person goes, once they have shown that it is theirs."""
    rows = EmailAddress.objects.filter(user_id=person.pk, verified=True).order_by("-primary", "pk")
    found: str | None = rows.values_list("email", flat=True).first()
    return found


def own(person: Person, email: str) -> None:
    """Mark the address as the person's own, checked by other means (invitation, set-up link, command line)."""
    email = email.lower()
    EmailAddress.objects.update_or_create(
        user_id=person.pk, email=email, defaults={"verified": True, "primary": True}
    )
    EmailAddress.objects.filter(user_id=person.pk).exclude(email=email).update(primary=False)
