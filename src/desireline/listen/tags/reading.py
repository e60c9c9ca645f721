"""Questions about tags."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef

from desireline.listen.ideas.models import Idea
from desireline.listen.tags.models import IdeaTag, Tag, TagChange
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, is_staff, may


def visible_tags(person: Person | None) -> Any:
    """Tags that the person may know of: for the team all, for others those on ideas that they see."""
    if is_staff(person):
        return Tag.objects.all()
    seen = IdeaTag.objects.filter(tag=OuterRef("pk"), idea__in=Idea.objects.visible_to(person))
    return Tag.objects.filter(Exists(seen), internal=False)


def suggestions(text: str, *, person: Person | None, most: int = 8) -> list[str]:
    """Names of tags that begin with the text or hold a word that does."""
    text = text.strip().lstrip("#")[:40]
    if not text:
        return []
    rows = visible_tags(person)
    found = list(rows.filter(name__istartswith=text).values_list("name", flat=True)[:most])
    if len(found) < most:
        inside = rows.filter(name__icontains=f" {text}").exclude(name__in=found)
        found += list(inside.values_list("name", flat=True)[: most - len(found)])
    return found


def of_idea(idea: Idea, *, person: Person | None) -> list[tuple[Tag, bool]]:
    """The tags of an idea that the person may see, each with whether they may take it off."""
    links = IdeaTag.objects.filter(idea=idea).select_related("tag").order_by("tag__name")
    if not is_staff(person):
        links = links.filter(tag__internal=False)
    team = may(person, Permission.TRIAGE)
    return [(link.tag, team or (person is not None and link.by_id == person.pk)) for link in links]


def all_tags(*, most: int = 1000) -> list[dict[str, Any]]:
    """All tags with how many ideas have them, for the team."""
    rows: Any = Tag.objects.annotate(n=Count("links")).values(
        "id", "name", "slug", "by_team", "internal", "n"
    )
    return list(rows.order_by("name", "id")[:most])


def changes() -> list[TagChange]:
    return list(TagChange.objects.select_related("by").order_by("-pk")[:20])
