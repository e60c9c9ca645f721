"""Links with which a reader of our mail ends it, signed in or not."""

from __future__ import annotations

from collections.abc import Iterable

from django.core import signing
from django.urls import reverse

from desireline.people.identity.models import Person
from desireline.people.notices.api import KINDS
from desireline.people.notices.models import NoticeChoice

SALT = "notices.stop"


def stop_path(person: int, kinds: Iterable[str]) -> str:
    """The address of the page that ends mail of these kinds for the person."""
    token = signing.dumps([person, sorted(set(kinds))], salt=SALT)
    return reverse("notice_stop", args=[token])


def read(token: str) -> tuple[Person, list[str]] | None:
    """Whose mail of which kinds the token ends; None for a forged one or a person who is gone."""
    try:
        pk, kinds = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    person = Person.objects.filter(pk=pk, erased__isnull=True).first()
    return (person, [kind for kind in kinds if kind in KINDS.names()]) if person else None


def set_mail(person: Person, kinds: Iterable[str], *, mail: str | None) -> None:
    """Mail of these kinds as given, or (None) as it is for those who chose nothing."""
    for kind in kinds:
        declared = KINDS[kind]
        row, made = NoticeChoice.objects.get_or_create(
            person=person, kind=kind, defaults={"in_app": declared.in_app, "mail": mail or declared.mail}
        )
        if not made:
            row.mail = mail or declared.mail
            row.save(update_fields=["mail"])
