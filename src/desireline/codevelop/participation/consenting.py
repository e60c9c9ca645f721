"""What a participant lets us do, and takes back with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation import telling
from desireline.codevelop.participation.events import ConsentGiven, ConsentWithdrawn
from desireline.codevelop.participation.models import Consent, Participant
from desireline.codevelop.participation.words import consent_words
from desireline.kit.errors import Refused
from desireline.kit.events import publish

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

__all__ = ["give", "withdraw"]


@transaction.atomic
def give(participant: Participant, purpose: str, *, by: Person) -> Consent:
    """Agree to a purpose, in the words that are shown now. Again is harmless."""
    _own(participant, by)
    if purpose not in Consent.Purpose.values:
        raise Refused(_("Choose what you agree to."))
    if participant.state != Participant.State.JOINED:
        raise Refused(_("You do not take part any more."))
    row, made = Consent.objects.get_or_create(
        participant=participant,
        purpose=purpose,
        withdrawn_at=None,
        defaults={"text": str(consent_words()[purpose][1])},
    )
    if made:
        publish(ConsentGiven(participant=participant.pk, purpose=purpose))
    return row


@transaction.atomic
def withdraw(participant: Participant, purpose: str, *, by: Person) -> bool:
    """Take a consent back, at any time, also after having left. The team is told. Whether there was one."""
    _own(participant, by)
    rows = Consent.objects.filter(participant=participant, purpose=purpose, withdrawn_at__isnull=True)
    if not rows.update(withdrawn_at=timezone.now()):
        return False
    publish(ConsentWithdrawn(participant=participant.pk, purpose=purpose))
    telling.withdrew(participant, purpose, by=by)
    return True


def _own(participant: Participant, by: Person) -> None:
    if participant.person_id != by.pk:
        raise Refused(_("Only they themselves can say that."))
