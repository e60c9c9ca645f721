"""Who may see what: the one place.

Every guarded table has an `audience` (or hangs on a row that has one). `visible_ids(person)` answers with the audiences
that a person belongs to; querysets filter by it (`visible_to`). Nobody (None) sees what is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_noop

from desireline.kit.options.api import bump
from desireline.kit.options.memory import remembered
from desireline.people.audiences.models import Audience, AudienceMember
from desireline.people.audiences.rules import in_segment
from desireline.people.roles.api import is_staff

if TYPE_CHECKING:
    from desireline.people.identity.models import Person

__all__ = [
    "Audience",
    "Guarded",
    "among",
    "attributes_of_person",
    "basic",
    "card_token",
    "choices_for",
    "forget",
    "reader_tokens",
    "segments_of",
    "visible_ids",
    "waiting_token",
]


def forget() -> None:
    """Read the audiences again at the next question. Call after changing one."""
    bump("site")


@remembered
def _audiences() -> list[tuple[int, str, dict[str, Any]]]:
    return list(Audience.objects.order_by("id").values_list("id", "kind", "conditions"))


def visible_ids(person: Person | None) -> frozenset[int]:
    """Ids of the audiences that the person belongs to. Staff belong to all of them except named ones without them."""
    named: set[int] = set()
    if person is not None and person.is_active and any(kind == "named" for _, kind, _ in _audiences()):
        named = set(AudienceMember.objects.filter(person=person).values_list("audience_id", flat=True))
    return frozenset(
        pk for pk, kind, conditions in _audiences() if _belongs(person, pk, kind, conditions, named)
    )


def _belongs(person: Person | None, pk: int, kind: str, conditions: dict[str, Any], named: set[int]) -> bool:
    if kind == Audience.Kind.PUBLIC:
        return True
    if person is None or not person.is_active:
        return False
    if kind == Audience.Kind.SIGNED_IN:
        return True
    if kind == Audience.Kind.NAMED:
        return pk in named
    return is_staff(person) or (
        kind == Audience.Kind.SEGMENT and in_segment(conditions, attributes_of_person(person))
    )


def card_token(audience: int) -> str:
    """The allow token of a search card for the members of an audience. What is for staff alone says so by its name."""
    kind = next((kind for pk, kind, _ in _audiences() if pk == audience), "")
    return waiting_token(audience) if kind == Audience.Kind.STAFF else f"audience:{audience}"


def waiting_token(audience: int) -> str:
    """The allow token of a card that only staff among the members of an audience may find, such as what waits."""
    return f"staff:{audience}"


def reader_tokens(person: Person | None) -> list[str]:
    """The allow tokens of a reader: their audiences, for staff also what waits in these, and what is their own."""
    audiences = sorted(visible_ids(person))
    tokens = [f"audience:{pk}" for pk in audiences]
    if is_staff(person):
        tokens += [waiting_token(pk) for pk in audiences]
    if person is not None and person.is_active:
        tokens.append(f"person:{person.pk}")
    return tokens


def attributes_of_person(person: Person) -> dict[str, Any]:
    """What segments look at: the person's own attributes, and those of their account as `account.…`."""
    account = person.account
    from_account = {f"account.{key}": value for key, value in account.attributes.items()} if account else {}
    return {**person.attributes, **from_account}


def segments_of(attributes: Mapping[str, Any]) -> frozenset[int]:
    """Ids of the segments whose conditions these attributes meet (those of an account as `account.…`)."""
    return frozenset(
        pk
        for pk, kind, conditions in _audiences()
        if kind == Audience.Kind.SEGMENT and in_segment(conditions, attributes)
    )


def among(audience: int, people: Iterable[int], *, staff: bool = True) -> set[int]:
    """Those of the people (ids, at most some thousands) who belong to the audience. Few queries, for notices.

    Staff belong to every segment, so that they see what is for it; `staff=False` leaves them out, for counting.
    """
    from desireline.people.identity.models import Person

    found = next(((kind, conditions) for pk, kind, conditions in _audiences() if pk == audience), None)
    if found is None:
        return set()
    kind, conditions = found
    rows = list(Person.objects.filter(pk__in=list(people), is_active=True).select_related("account"))
    rows = [row for row in rows if staff or not is_staff(row)]
    named: set[int] = set()
    if kind == Audience.Kind.NAMED:
        members = AudienceMember.objects.filter(audience_id=audience, person_id__in=[row.pk for row in rows])
        named = set(members.values_list("person_id", flat=True))
    return {
        row.pk
        for row in rows
        if _belongs(row, audience, kind, conditions, {audience} if row.pk in named else set())
    }


def basic(kind: str) -> Audience:
    """The audience of one of the kinds public, signed_in, staff (made if missing)."""
    names = {
        "public": gettext_noop("Everyone"),
        "signed_in": gettext_noop("Everyone who is signed in"),
        "staff": gettext_noop("Our own people"),
    }
    audience, made = Audience.objects.get_or_create(kind=kind, defaults={"name": names[kind]})
    if made:
        forget()
    return audience


def choices_for(person: Person) -> models.QuerySet[Audience]:
    """The audiences that a person may choose for an object: those that they see themselves, everyone first.

    The basic ones are made if missing: on its first day an instance has none.
    """
    known = {kind for _pk, kind, _conditions in _audiences()}
    for kind in ("public", "signed_in", "staff"):
        if kind not in known:
            basic(kind)
    return Audience.objects.filter(pk__in=visible_ids(person)).order_by("id")


class Guarded(models.QuerySet[Any]):
    """A queryset of rows with an `audience`."""

    def visible_to(self, person: Person | None) -> Any:
        """Rows whose audience the person belongs to."""
        return self.filter(audience_id__in=visible_ids(person))
