"""Votes that the team notes for customers, and the list of supporters."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.paging.api import Page, latest
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.api import Standing, vote
from desireline.listen.votes.models import Vote
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

SIZE = 50


def vote_for_address(
    idea: Idea, email: str, *, name: str = "", how_much: int = 1, note: str, by: Person
) -> Standing:
    """Vote for the person with that e-mail address; who is not known yet is made. `note`: where it was heard."""
    must(by, Permission.TRIAGE)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("Write the customer’s e-mail address."), field="email") from None
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email, name=name.strip()[:80])
    elif not person.is_active:
        raise Refused(_("This person is blocked or gone."), field="email")
    return vote(idea.pk, person, max(how_much, 1), by=by, note=note)


def voters(idea: Idea, *, cursor: str | None) -> Page[Any]:
    """Supporters of an idea, the latest first, by key."""
    rows = Vote.objects.filter(idea=idea).select_related("person__account", "person__picture", "by")
    return latest(rows, cursor, size=SIZE)
