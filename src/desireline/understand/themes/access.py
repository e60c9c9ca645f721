"""One theme for one person: it exists for who may see something that is said in it."""

from __future__ import annotations

from django.http import Http404

from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.understand.themes.models import Level, Saying, Theme


def theme_for(person: Person | None, pk: int) -> Theme:
    """The theme, or 404."""
    theme = Theme.objects.filter(pk=pk, gone__isnull=True).select_related("parent").first()
    if theme is None or not may(person, Permission.SEE_LANDSCAPE):
        raise Http404
    column = Level(theme.level).column
    if not Saying.objects.visible_to(person).filter(**{column: theme}).exists():
        raise Http404
    return theme
