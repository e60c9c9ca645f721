"""Making and changing audiences: segments by attributes, and named people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.people.audiences.api import attributes_of_person, forget
from desireline.people.audiences.models import Audience, AudienceMember
from desireline.people.audiences.rules import in_segment
from desireline.people.roles.api import STAFF, Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.models import Person

EXAMPLES = 8


@transaction.atomic
def save(
    audience: Audience | None,
    *,
    by: Person,
    name: str,
    conditions: Mapping[str, Any],
    people: Iterable[int] | None,
) -> Audience:
    """Make or change an audience. `people` (ids) makes it one of named people, None a segment by `conditions`."""
    must(by, Permission.MANAGE_PEOPLE)
    name = " ".join(name.split())
    if not 1 <= len(name) <= 80:
        raise Refused(_("Write a name of one to eighty characters."), field="name")
    taken = Audience.objects.filter(name__iexact=name)
    if (taken.exclude(pk=audience.pk) if audience else taken).exists():
        raise Refused(_("Another audience has this name."), field="name")
    if people is None and not conditions:
        raise Refused(_("Write at least one condition, or nobody would belong."), field="conditions")
    kind = Audience.Kind.SEGMENT if people is None else Audience.Kind.NAMED
    if audience is None:
        audience = Audience(kind=kind)
    if audience.kind != kind:
        raise Refused(_("A basic audience cannot be changed."))
    audience.name, audience.conditions = name, dict(conditions)
    audience.save()
    if people is not None:
        AudienceMember.objects.filter(audience=audience).delete()
        AudienceMember.objects.bulk_create(
            [AudienceMember(audience=audience, person_id=pk) for pk in set(people)]
        )
    forget()
    return audience


def belonging(conditions: Mapping[str, Any]) -> tuple[int, list[Person]]:
    """How many customers fulfil the conditions, and some of them. One query, read in pieces."""
    from desireline.people.identity.models import Person

    count = 0
    some: list[Person] = []
    if not conditions:
        return 0, []
    rows = (
        Person.objects.filter(is_active=True)
        .exclude(role__in=STAFF)
        .select_related("account")
        .order_by("-id")
    )
    for person in rows.iterator(chunk_size=2000):
        if in_segment(conditions, attributes_of_person(person)):
            count += 1
            if len(some) < EXAMPLES:
                some.append(person)
    return count, some


def known_keys() -> list[str]:
    """The attributes that people and accounts have, for help while writing conditions."""
    from desireline.people.accounts.models import Account
    from desireline.people.identity.models import Person

    found: set[str] = set()
    for attributes in (
        Person.objects.exclude(attributes={}).order_by("-id").values_list("attributes", flat=True)[:500]
    ):
        found |= set(attributes)
    for attributes in (
        Account.objects.exclude(attributes={}).order_by("-id").values_list("attributes", flat=True)[:500]
    ):
        found |= {f"account.{key}" for key in attributes}
    return sorted(found - {"cast"})
