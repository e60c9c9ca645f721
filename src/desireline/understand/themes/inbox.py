"""The inbox by theme: ideas in which it is said, or under which somebody says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.understand.themes.models import Level, Saying, Theme

LEVEL = Level.MIDDLE
MOST = 60


def choices(person: Person) -> Sequence[tuple[str, str]]:
    """Themes of the middle level in which the person sees something, those with most texts."""
    if not may(person, Permission.SEE_LANDSCAPE) or not Theme.objects.filter(gone__isnull=True).exists():
        return ()
    column = LEVEL.column
    seen = Saying.objects.visible_to(person).filter(**{f"{column}__isnull": False})
    most = seen.values_list(column).annotate(n=Count("pk")).order_by("-n", column)[:MOST]
    ids = [pk for pk, _n in most]
    named = Theme.objects.filter(pk__in=ids, gone__isnull=True).in_bulk()
    shown = [(str(pk), named[pk].shown_name or _("Theme %(n)s") % {"n": pk}) for pk in ids if pk in named]
    return sorted(shown, key=lambda one: one[1].casefold())


def narrowed(ideas: Any, value: str, person: Person) -> Any:
    """Those of the ideas that stand in a theme of any level."""
    if not value.isdecimal() or len(value) > 18 or not may(person, Permission.SEE_LANDSCAPE):
        return ideas.none()
    theme = Theme.objects.filter(pk=int(value), gone__isnull=True).first()
    if theme is None:
        return ideas.none()
    said = Saying.objects.visible_to(person).filter(**{Level(theme.level).column: theme})
    return ideas.filter(pk__in=said.values("idea_id"))
