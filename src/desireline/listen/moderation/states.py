"""What new words start as."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from desireline.kit.options import api as options
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.moderation.rules import Policy, waits
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def policy() -> Policy:
    words = str(options.get("moderated_words")).casefold().split()
    return Policy(str(options.get("moderation")), int(options.get("links_new")), frozenset(words))


def first_state(person: Person | None, text: str) -> Idea.State:
    """PUBLISHED, or PENDING where the text waits for the team: new people, listed words, many links, repetitions.

    Comments use the same numbers: `Comment.State(first_state(...))`.
    """
    if may(person, Permission.SKIP_MODERATION):
        return Idea.State.PUBLISHED
    trusted = person is not None and person.trust >= Person.Trust.KNOWN
    repeated = not trusted and person is not None and said_before(person, text)
    pending = waits(policy(), text, trusted=trusted, repeated=repeated)
    return Idea.State.PENDING if pending else Idea.State.PUBLISHED


def said_before(person: Person, text: str) -> bool:
    """Whether the person wrote the same words within a day."""
    since = timezone.now() - timedelta(days=1)
    words = text.strip()
    comments = Comment.objects.filter(author=person, created__gte=since, body=words)
    return comments.exists() or Idea.objects.filter(author=person, created__gte=since, body=words).exists()
