from __future__ import annotations

from desireline.listen.addresses import address_of
from desireline.listen.hearing.seeing import comments_seen, hear_comment, hear_idea, ideas_seen
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person
from desireline.people.notices.api import SUBJECTS, Subject, declare_topic

SUBJECTS.add("ideas", Subject(ideas_seen, hear_idea))
SUBJECTS.add("comments", Subject(comments_seen, hear_comment))


def named(person: Person, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Title and address of the ideas that the person may see, for the list of what they follow."""
    rows = Idea.objects.visible_to(person).filter(pk__in=ids).values_list("pk", "title", "slug")
    return {pk: (title, address_of(pk, slug)) for pk, title, slug in rows}


declare_topic("idea", named)
