"""Telling people what happened: on the page and by mail, each kind and each object as they want it.

Topics are strings: `idea:12`, `future:3`. A notice is a row; mail is sent by the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from desireline.kit.options.api import get
from desireline.kit.registry import Registry
from desireline.kit.rows.api import fetch, now_value, one, run
from desireline.people.audiences.api import among
from desireline.people.notices.models import Notice, NoticeChoice, Subscription
from desireline.people.notices.rules import Way, ways
from desireline.people.notices.seeing import SUBJECTS, Subject, may_hear

if TYPE_CHECKING:
    from desireline.people.identity.models import Person

__all__ = [
    "KINDS",
    "SUBJECTS",
    "TOPICS",
    "Kind",
    "Subject",
    "Topic",
    "awaited",
    "declare_kind",
    "declare_topic",
    "default_language",
    "follow",
    "follow_by_deed",
    "follow_many",
    "followers",
    "following_among",
    "following_since",
    "is_following",
    "may_hear",
    "muted",
    "notify",
    "silence",
    "silenced_by",
    "told",
    "unfollow",
    "unfollow_many",
    "unread",
]

Mail = Literal["soon", "daily", "never"]
BATCH = 500
_muted: ContextVar[bool] = ContextVar("muted", default=False)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: its label on the page of choices, what people get who chose nothing, who is offered it."""

    key: str
    label: Any
    mail: Mail = "soon"
    in_app: bool = True
    staff: bool = False


KINDS: Registry[Kind] = Registry("notice kind")


def declare_kind(
    key: str, label: Any, *, mail: Mail = "soon", in_app: bool = True, staff: bool = False
) -> Kind:
    """Make a kind known (in setup.py). `label` is lazy text: “Someone answers my idea”."""
    return KINDS.add(key, Kind(key, label, mail, in_app, staff))


Named = Callable[["Person", list[int]], dict[int, tuple[str, str]]]
Heard = Callable[[int, set[int]], set[int]]


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of thing that people follow, see `declare_topic`."""

    named: Named
    word: Any = ""


TOPICS: Registry[Topic] = Registry("kind of topic")


def declare_topic(prefix: str, named: Named, *, word: Any = "", heard: Heard | None = None) -> None:
    """Make topics such as `idea:12` known, so that people can follow them with the button. `word` (lazy): what it is.

    `named(person, ids)` gives title and path by id, without what the person may not see; one call a page.
    `heard(id, people)`: those of the people who may see the thing. With it, notices about the topic reach nobody else,
    wherever they lead; without it, their address says who may hear (`SUBJECTS`).
    """
    TOPICS.add(prefix, Topic(named, word))
    if heard:
        SUBJECTS.add(prefix, Subject(lambda person, ids: set(named(person, list(ids))), heard))


@contextmanager
def muted() -> Iterator[None]:
    """Inside, nobody is told anything (imports, demo content)."""
    token = _muted.set(True)
    try:
        yield
    finally:
        _muted.reset(token)


def follow(person: Person, topic: str) -> None:
    """From now on the person is told about the topic. Also undoes `silence`."""
    _subscribe(person, topic, on=True)


def unfollow(person: Person, topic: str) -> None:
    """The person no longer follows; what concerns them directly (an answer to their words) still reaches them."""
    Subscription.objects.filter(person=person, topic=topic).delete()


def silence(person: Person, topic: str) -> None:
    """Nothing about the topic reaches the person, whatever their choices."""
    _subscribe(person, topic, on=False)


def _subscribe(person: Person, topic: str, *, on: bool) -> None:
    run(
        'INSERT INTO people_subscription (person_id, topic, "on", at) VALUES (%s, %s, %s, %s)'
        ' ON CONFLICT (topic, person_id) DO UPDATE SET "on" = excluded."on", at = excluded.at',
        [person.pk, topic, on, now_value()],
    )


def is_following(person: Person | None, topic: str) -> bool:
    """Whether the person follows the topic. Nobody (None) follows nothing."""
    if person is None:
        return False
    sql = 'SELECT 1 FROM people_subscription WHERE topic = %s AND person_id = %s AND "on"'
    return one(sql, [topic, person.pk]) is not None


def following_among(person: Person | None, topics: Iterable[str]) -> set[str]:
    """Those of the topics that the person follows. One query, for lists."""
    if person is None:
        return set()
    found = Subscription.objects.filter(person=person, topic__in=list(topics), on=True)
    return set(found.values_list("topic", flat=True))


def followers(topic: str) -> set[int]:
    """Ids of the people who follow the topic."""
    return set(Subscription.objects.filter(topic=topic, on=True).values_list("person_id", flat=True))


def awaited(topic: str) -> bool:
    """Whether anybody would hear now of what happens to the topic: somebody follows it, and nothing is muted."""
    if _muted.get():
        return False
    return one('SELECT 1 FROM people_subscription WHERE topic = %s AND "on" LIMIT 1', [topic]) is not None


def told(kind: str, url: str) -> set[int]:
    """Ids of the people who have a notice of this kind that leads there: for what is told once, in jobs."""
    return set(Notice.objects.filter(kind=kind, url=url).values_list("person_id", flat=True))


def following_since(topic: str) -> dict[int, datetime]:
    """When each follower of the topic began to follow it, or last said so."""
    return dict(Subscription.objects.filter(topic=topic, on=True).values_list("person_id", "at"))


def follow_by_deed(person: Person, topic: str) -> None:
    """Who says something about the topic follows it from now on, unless they silenced it."""
    run(
        'INSERT INTO people_subscription (person_id, topic, "on", at) VALUES (%s, %s, %s, %s)'
        ' ON CONFLICT (topic, person_id) DO UPDATE SET at = excluded.at WHERE people_subscription."on"',
        [person.pk, topic, True, now_value()],
    )


def follow_many(people: Iterable[int], topic: str, *, at: datetime | None = None) -> list[int]:
    """Let those follow the topic who neither follow nor silenced it. Returns the ids of those who newly do.

    With `at` they follow since that moment: `following_since` tells who said nothing about the topic after it.
    """
    wanted = set(people)
    known = set(Subscription.objects.filter(topic=topic).values_list("person_id", flat=True))
    fresh = sorted(wanted - known)
    since = at or timezone.now()
    rows = [Subscription(person_id=pk, topic=topic, at=since) for pk in fresh]
    Subscription.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return fresh


def unfollow_many(people: Iterable[int], topic: str) -> None:
    """These people no longer follow the topic. Who silenced it keeps it silent."""
    wanted = sorted(set(people))
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        Subscription.objects.filter(topic=topic, on=True, person_id__in=batch).delete()


def silenced_by(topic: str) -> set[int]:
    """Ids of the people who silenced the topic."""
    return set(Subscription.objects.filter(topic=topic, on=False).values_list("person_id", flat=True))


def unread(person: Person) -> int:
    """How many notices the person has not read, counted up to 100."""
    sql = "SELECT 1 FROM people_notice WHERE person_id = %s AND read_at IS NULL AND in_app LIMIT 100"
    return len(fetch(sql, [person.pk]))


def notify(  # noqa: PLR0913 - a message has that many parts
    kind: str,
    *,
    topic: str,
    title: Any,
    url: str,
    text: Any = "",
    by: Person | None = None,
    to: Iterable[int] | None = None,
    skip: Iterable[int] = (),
    audience: int | None = None,
    since: datetime | None = None,
) -> int:
    """Tell the people in `to`, or else the followers of the topic. Returns how many were told.

    Not told are: `by`, those in `skip`, who silenced the topic or the kind, blocked and erased people, those outside
    the audience with the id `audience`, and who may not see what is at the address. `title` and `text` may be lazy:
    each person gets them in their language. With `since`, who had this kind of notice on the topic from then on is not
    told again: for jobs, which may run twice.
    """
    declared = KINDS[kind]
    if _muted.get():
        return 0
    people = (followers(topic) if to is None else set(to)) - set(skip) - ({by.pk} if by else set())
    told = 0
    ordered = sorted(people)
    for start in range(0, len(ordered), BATCH):
        batch = set(ordered[start : start + BATCH])
        if since is not None:
            before = Notice.objects.filter(person_id__in=batch, kind=kind, about=topic, at__gte=since)
            batch -= set(before.values_list("person_id", flat=True))
        about = {"kind": kind, "about": topic, "url": url, "by": by}
        told += _tell(batch, declared, about, (title, text), audience)
    return told


def _tell(
    batch: set[int], kind: Kind, about: dict[str, Any], words: tuple[Any, Any], audience: int | None
) -> int:
    languages = _reached(may_hear(about["url"], batch, about["about"]), about["about"], audience)
    chosen = {
        row["person_id"]: Way(row["in_app"], row["mail"])
        for row in NoticeChoice.objects.filter(person_id__in=languages, kind=kind.key).values(
            "person_id", "in_app", "mail"
        )
    }
    found = ways(
        set(languages),
        chosen=chosen,
        default=Way(kind.in_app, kind.mail),
        reachable=_with_address(set(languages)),
    )
    rows = []
    for language, group in groupby(sorted(found, key=lambda pk: languages[pk]), key=lambda pk: languages[pk]):
        with override(language):
            title, text = str(words[0])[:200], str(words[1])[:500]
        rows += [
            Notice(
                person_id=pk, title=title, text=text, in_app=found[pk].in_app, mail=found[pk].mail, **about
            )
            for pk in group
        ]
    Notice.objects.bulk_create(rows)
    if any(row.mail == "soon" for row in rows):
        _wake()
    return len(rows)


def _reached(batch: set[int], topic: str, audience: int | None) -> dict[int, str]:
    """Language by id of those in the batch who may and want to hear of the topic."""
    from desireline.people.identity.models import Person

    people = Person.objects.filter(pk__in=batch, is_active=True, erased__isnull=True)
    silent = set(
        Subscription.objects.filter(topic=topic, person_id__in=batch, on=False).values_list(
            "person_id", flat=True
        )
    )
    allowed = batch if audience is None else among(audience, batch)
    found = people.values_list("pk", "language")
    default = default_language()
    return {pk: language or default for pk, language in found if pk not in silent and pk in allowed}


def default_language() -> str:
    """The language of people who chose none: that of the instance."""
    return str(get("language")) or settings.LANGUAGE_CODE


def _with_address(people: set[int]) -> set[int]:
    rows = EmailAddress.objects.filter(user_id__in=people, verified=True, primary=True)
    return set(rows.values_list("user_id", flat=True))


def _wake() -> None:
    """A job that mails what is to be mailed soon; half a minute gathers what happens together."""
    from desireline.kit.jobs.api import enqueue

    enqueue("notices.mail", key="notices.mail", due=timezone.now() + timedelta(seconds=30))
