"""How a person wants each kind of notice, and what they follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, QueryDict

from desireline.kit.paging.api import Page, by_moment
from desireline.people.identity.models import Person
from desireline.people.notices.api import KINDS, TOPICS, follow, silence, unfollow
from desireline.people.notices.models import NoticeChoice, Subscription
from desireline.people.notices.rules import MAIL
from desireline.people.roles.api import is_staff

SHOWN = 50


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


@dataclass(frozen=True, slots=True)
class Followed:
    """A thing that somebody follows, or (`on` false) has silenced."""

    topic: str
    on: bool
    word: Any
    title: str
    url: str


def followed(person: Person, *, after: str | None = None) -> Page[Followed]:
    """A page of what the person follows or has silenced, the latest first, as far as they may see it."""
    page = by_moment(Subscription.objects.filter(person=person), "at", after, size=SHOWN)
    names = _named(person, [row.topic for row in page.rows])
    found = [
        Followed(row.topic, row.on, TOPICS[row.topic.partition(":")[0]].word, *names[row.topic])
        for row in page.rows
        if row.topic in names
    ]
    return Page(found, page.next)


def _named(person: Person, topics: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Title and path of those that the person may see. One question for each kind."""
    ids: dict[str, list[int]] = {}
    for topic in topics:
        prefix, _colon, number = topic.partition(":")
        if number.isdecimal() and TOPICS.get(prefix):
            ids.setdefault(prefix, []).append(int(number))
    return {
        f"{prefix}:{pk}": named
        for prefix, wanted in ids.items()
        for pk, named in TOPICS[prefix].named(person, wanted).items()
    }


def address_of(person: Person, topic: str) -> str:
    """Where the thing is, or 404 for what the person may not see."""
    found = _named(person, [topic]).get(topic)
    if found is None:
        raise Http404
    return found[1]


def change(person: Person, topic: str, *, how: str) -> None:
    """Follow, unfollow or silence something that the person has a subscription for."""
    if Subscription.objects.filter(person=person, topic=topic).exists():
        {"follow": follow, "silence": silence}.get(how, unfollow)(person, topic)
