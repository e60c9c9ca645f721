"""Several ideas become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.listen.ideas.models import Idea
from desireline.listen.merges.models import Merge
from desireline.listen.merges.verbs import merge, undo
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

MOST = 50


def bring_together(ideas: Sequence[Idea], into: Idea, *, by: Person, reason: str = "") -> list[Merge]:
    """Merge each of these (but `into` itself) into `into`: all, or none if a rule refuses one. Their merges."""
    must(by, Permission.TRIAGE)
    sources = [one for one in ideas if one.pk != into.pk]
    if not sources:
        raise Refused(_("Choose at least two ideas."))
    if len(sources) > MOST:
        raise Refused(_("Choose at most %(n)d ideas at once.") % {"n": MOST})
    with transaction.atomic():
        return [merge(one, into, by=by, reason=reason) for one in sorted(sources, key=lambda one: one.pk)]


def take_apart(merges: Iterable[Merge], *, by: Person) -> int:
    """Undo these merges, the last one first. How many could not be undone, because somebody did before."""
    left = 0
    for made in sorted(merges, key=lambda one: -one.pk):
        try:
            undo(made, by=by)
        except Refused:
            left += 1
    return left
