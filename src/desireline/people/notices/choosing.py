"""How a person wants each kind of notice, and what they follow."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import QueryDict

from desireline.people.identity.models import Person
from desireline.people.notices.api import KINDS, TOPICS, follow, silence, unfollow
from desireline.people.notices.models import NoticeChoice, Subscription
from desireline.people.notices.rules import MAIL
from desireline.people.roles.api import is_staff

SHOWN = 100


def rows(person: Person) -> list[dict[str, Any]]:
    """The kinds that concern the person, each with how they want it."""
    chosen = {choice.kind: choice for choice in NoticeChoice.objects.filter(person=person)}
    kinds = [kind for kind in KINDS if not kind.staff or is_staff(person)]
    return [
        {"kind": kind, "in_app": given.in_app, "mail": given.mail}
        if (given := chosen.get(kind.key))
        else {"kind": kind, "in_app": kind.in_app, "mail": kind.mail}
        for kind in kinds
    ]


@transaction.atomic
def save(person: Person, data: QueryDict) -> None:
    """Keep the choices of the whole page; a value that does not exist counts as the kind's own."""
    for row in rows(person):
        kind = row["kind"]
        mail = data.get(f"mail:{kind.key}", "")
        NoticeChoice.objects.update_or_create(
            person=person,
            kind=kind.key,
            defaults={"in_app": f"app:{kind.key}" in data, "mail": mail if mail in MAIL else kind.mail},
        )


def followed(person: Person) -> list[dict[str, Any]]:
    """What the person follows or has silenced, with title and address, as far as they may see it."""
    subscriptions = list(Subscription.objects.filter(person=person).order_by("-at")[:SHOWN])
    ids: dict[str, list[int]] = {}
    for one in subscriptions:
        prefix, _colon, number = one.topic.partition(":")
        if number.isdecimal():
            ids.setdefault(prefix, []).append(int(number))
    names = {
        f"{prefix}:{pk}": named
        for prefix, wanted in ids.items()
        if (ask := TOPICS.get(prefix))
        for pk, named in ask(person, wanted).items()
    }
    return [
        {"topic": one.topic, "on": one.on, "title": names[one.topic][0], "url": names[one.topic][1]}
        for one in subscriptions
        if one.topic in names
    ]


def change(person: Person, topic: str, *, how: str) -> None:
    """Follow, unfollow or silence something that the person has a subscription for."""
    if Subscription.objects.filter(person=person, topic=topic).exists():
        {"follow": follow, "silence": silence}.get(how, unfollow)(person, topic)
