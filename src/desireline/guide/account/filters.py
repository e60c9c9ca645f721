"""Ways to look at accounts, kept under a name."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from desireline.guide.account.models import SavedFilter
from desireline.guide.search.api import Wanted
from desireline.kit.errors import Refused
from desireline.people.identity.api import Person

MOST = 20


def of(person: Person) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(person=person).order_by("name")[:MOST])


def save(person: Person, *, name: str, wanted: Wanted) -> SavedFilter:
    """Keep what the address asks for; the same name again replaces it."""
    name = " ".join(name.split())
    query = urlencode(wanted.asked)
    if not 1 <= len(name) <= 60:
        raise Refused(_("Write a name of one to 60 characters."), field="name")
    if not query:
        raise Refused(_("There is nothing to keep: search or narrow first."))
    known = SavedFilter.objects.filter(person=person)
    if known.count() >= MOST and not known.filter(name=name).exists():
        raise Refused(_("You have %(n)d of them. Take one away first.") % {"n": MOST})
    made, _new = SavedFilter.objects.update_or_create(
        person=person, name=name, defaults={"query": query[:500]}
    )
    return made
