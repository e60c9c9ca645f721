"""Profiles: what others see of a person, and what a person can take along or take away.

Features add to the public profile (`PANELS`), to the export (`EXPORTERS`) and to erasure (`ERASERS`) in their setup.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Left, Replace
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from desireline.engines.files.api import StoredFile, forget_names, remove
from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.options.api import bump
from desireline.kit.registry import Registry
from desireline.people.accounts.models import Membership
from desireline.people.audiences.models import AudienceMember
from desireline.people.identity.api import end_sessions
from desireline.people.identity.events import PersonErased
from desireline.people.identity.models import Block, Invitation, Person
from desireline.people.letters.posting import withdraw_letters
from desireline.people.notices.models import Notice, NoticeChoice, Subscription
from desireline.people.roles.api import Role

__all__ = ["ERASERS", "EXPORTERS", "PANELS", "Panel", "erase", "pictures"]

Eraser = Callable[[Person], None]
Exporter = Callable[[Person], Iterable[Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the public profile. `draw(request, person)` gives safe HTML of what this reader may see, or None."""

    key: str
    title: Any
    draw: Callable[[HttpRequest, Person], Markup | None]
    order: int = 50


PANELS: Registry[Panel] = Registry("profile panel")
EXPORTERS: Registry[Exporter] = Registry("exporter of own data")
ERASERS: Registry[Eraser] = Registry("eraser of personal data")


def pictures(ids: Iterable[int | None]) -> dict[int, str]:
    """Addresses of people's pictures by `picture_id`: one narrow query, none where nobody has a picture."""
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    rows = StoredFile.objects.filter(pk__in=wanted).values_list("pk", "key")
    return {pk: reverse("person_picture", args=[key]) for pk, key in rows}


@transaction.atomic
def erase(person: Person) -> None:
    """Take the person's name and data away for good; their ideas, votes and comments stay without a name.

    Refused for the last administrator. Erasers of features run first; then PersonErased is published.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    admins = Person.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=person.pk)
    if person.role == Role.ADMIN and not admins.exists():
        raise Refused(_("You are the last administrator. Make someone else one first."))
    for clear in ERASERS:
        clear(person)
    _unname_notices(person)
    for model in (Membership, AudienceMember, Notice, NoticeChoice, Subscription):
        model.objects.filter(person=person).delete()
    Invitation.objects.filter(email=person.email or "").delete()
    Block.objects.filter(person=person).update(reason="")
    addresses = EmailAddress.objects.filter(user_id=person.pk)
    withdraw_letters({person.email or "", *addresses.values_list("email", flat=True)})
    addresses.delete()
    Authenticator.objects.filter(user_id=person.pk).delete()
    picture = person.picture
    _empty(person)
    forget_names(person.pk)
    if picture is not None:
        remove(picture)
    end_sessions(person)
    publish(PersonErased(person.pk))
    bump("site")


def _unname_notices(person: Person) -> None:
    """Notices to others say who did something: from now on, that it was someone."""
    name = person.name.strip()
    if name:
        someone = Value(_("Someone who left"))
        for rows in (Notice.objects.filter(by=person), Notice.objects.filter(text__contains=f"@{name}")):
            rows.update(
                title=Left(Replace("title", Value(name), someone), 200),
                text=Left(Replace("text", Value(name), someone), 500),
            )


def _empty(person: Person) -> None:
    person.email, person.account, person.picture, person.seen = None, None, None, None
    person.name = person.about = person.language = person.time_zone = person.theme = ""
    person.attributes, person.role = {}, Role.CUSTOMER
    person.is_active, person.erased, person.last_login = False, timezone.now(), None
    person.set_unusable_password()
    person.save()
