"""Who asked: as much as the option allows, and never more than is needed to tell three people from one.

Without names, somebody is a keyed hash of their number or network that changes every thirty days, so that nobody's
searches can be put in a row for longer. People behind one network count as one: too few rather than too many.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from desireline.kit.limits.api import client_prefix
from desireline.kit.options.api import get
from desireline.people.identity.api import Person
from desireline.people.roles.api import is_staff, viewer

OPTION, DAYS = "search_counting", "search_counting_days"
OFF, ANONYMOUS, BY_PERSON = "off", "anonymous", "person"
SPAN = 30 * 86400


@dataclass(frozen=True, slots=True)
class Asker:
    client: str
    span: int
    person: int | None
    team: bool


def counting() -> bool:
    """Whether searches are counted at all."""
    return bool(get(OPTION) != OFF)


def asker_of(request: HttpRequest) -> Asker:
    person = viewer(request)
    who = f"p{person.pk}" if person else f"n{client_prefix(request)}"
    span = int(time.time() // SPAN)
    named = person.pk if person is not None and get(OPTION) == BY_PERSON else None
    return Asker(_client(who, span), span, named, is_staff(person))


def clients_of(person: Person) -> Iterator[str]:
    """What the person was called in all the time that is kept."""
    now = int(time.time() // SPAN)
    first = now - get(DAYS) * 86400 // SPAN - 2
    return (_client(f"p{person.pk}", span) for span in range(first, now + 1))


def _client(who: str, span: int) -> str:
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(f"search\0{span}\0{who}".encode(), key=key, digest_size=16).hexdigest()
