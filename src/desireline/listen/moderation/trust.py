"""Trust in an author, and shutting out who sends spam again and again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from desireline.kit.options import api as options
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.moderation.models import Decision
from desireline.people.identity.api import Block, Person, set_trust
from desireline.people.identity.api import block as shut_out
from desireline.people.identity.api import unblock as let_in
from desireline.people.roles.api import is_staff

SPAM_BLOCKS = 2


def give_trust(person: Person | None, *, by: Person) -> int | None:
    """Make a new person known once enough of theirs was approved. Their id if that happened now."""
    if person is None or person.trust != Person.Trust.NEW:
        return None
    if approved(person) < int(options.get("trust_after")):
        return None
    set_trust(person, trusted=True, by=by)
    return person.pk


def take_trust(person_id: int, *, by: Person) -> None:
    person = Person.objects.filter(pk=person_id).first()
    if person:
        set_trust(person, trusted=False, by=by)


def approved(person: Person) -> int:
    """How many ideas and comments of the person the team approved."""
    return _decided(person, before=Idea.State.PENDING, after=Idea.State.PUBLISHED)


def _decided(person: Person, *, after: int, before: int | None = None) -> int:
    rows = Decision.objects.filter(undone_at__isnull=True, after=after)
    if before is not None:
        rows = rows.filter(before=before)
    return rows.filter(idea__author=person).count() + rows.filter(comment__author=person).count()


def block(person: Person | None, *, by: Person) -> int | None:
    """Shut out a person whose words were called spam twice and never approved. The id of the block, if any."""
    if person is None or is_staff(person) or not person.is_active:
        return None
    spam = Idea.objects.filter(author=person, state=Idea.State.SPAM).count()
    spam += Comment.objects.filter(author=person, state=Comment.State.SPAM).count()
    if spam < SPAM_BLOCKS or approved(person):
        return None
    return shut_out(person, by=by, reason=_("Spam")).pk


def unblock(block_id: int, *, by: Person) -> None:
    """Lift that block, if it still stands."""
    found = Block.objects.filter(pk=block_id, lifted_at__isnull=True).select_related("person").first()
    if found and not found.person.is_active and not found.person.erased:
        let_in(found.person, by=by)
