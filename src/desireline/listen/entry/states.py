"""Whether new words wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from desireline.kit.options import api as options
from desireline.kit.registry import Registry
from desireline.listen.entry.rules import Policy, waits
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

SAID: Registry[Callable[[Person, str, datetime], bool]] = Registry("where people say things")
"""Features with words tell here whether a person wrote just these since a moment."""


def policy() -> Policy:
    """What the organisation chose about words that wait."""
    words = str(options.get("moderated_words")).casefold().split()
    return Policy(str(options.get("moderation")), int(options.get("links_new")), frozenset(words))


def must_wait(person: Person | None, text: str) -> bool:
    """Whether the text waits for the team: of new people, with listed words, many links, or said again and again."""
    if may(person, Permission.SKIP_MODERATION):
        return False
    trusted = person is not None and person.trust >= Person.Trust.KNOWN
    repeated = not trusted and person is not None and said_before(person, text)
    return waits(policy(), text, trusted=trusted, repeated=repeated)


def said_before(person: Person, text: str) -> bool:
    """Whether the person wrote the same words within a day."""
    since = timezone.now() - timedelta(days=1)
    return any(said(person, text.strip(), since) for said in SAID)
