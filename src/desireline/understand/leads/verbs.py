"""What people do: the team confirms, declines, and writes down who was named; a customer opts out, or in again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.errors import Refused
from desireline.kit.rows.api import take_back
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, is_staff, must
from desireline.understand.leads.models import LeadDecision, LeadNomination, LeadOptOut, LeadScore
from desireline.understand.leads.who import opted_out
from desireline.understand.themes.models import Theme


@transaction.atomic
def decide(
    person: Person,
    verdict: str,
    *,
    by: Person,
    reason: str,
    outcome: DesiredOutcome | None = None,
    theme: Theme | None = None,
) -> LeadDecision:
    """Confirm somebody as a lead customer (of an outcome or theme, or altogether) or decline them, with a reason.

    An earlier decision about the same takes second place; undo brings it back. Raises Refused without a reason, for
    both an outcome and a theme, and for who opted out.
    """
    must(by, Permission.CODEVELOP)
    reason = " ".join(reason.split())[:500]
    if verdict not in LeadDecision.Verdict.values:
        raise Refused(_("Choose whether to confirm or to decline."), field="verdict")
    if not reason:
        raise Refused(_("Say why, in a sentence: others will read it."), field="reason")
    if outcome and theme:
        raise Refused(_("Choose an outcome or a theme, not both."), field="subject")
    if opted_out(person):
        raise Refused(_("This person does not want to be looked at as a lead customer."))
    return LeadDecision.objects.create(
        person=person, verdict=verdict, reason=reason, outcome=outcome, theme=theme, by=by
    )


@transaction.atomic
def undo(decision: LeadDecision, *, by: Person) -> None:
    """Take a decision back. Raises Refused where it was taken back already."""
    must(by, Permission.CODEVELOP)
    take_back(decision, by=by)


@transaction.atomic
def nominate(
    named_by: Person,
    *,
    by: Person,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    note: str = "",
    consent: bool = False,
) -> LeadNomination:
    """Write down whom a candidate named as further ahead: a person here, or a name outside (with an address only where
    they agree). Raises Refused for nobody, oneself, our own people, the same one twice, and who opted out.
    """
    must(by, Permission.CODEVELOP)
    name, email = " ".join(name.split())[:120], email.strip().lower()[:254]
    person = person or (Person.objects.filter(email=email, erased__isnull=True).first() if email else None)
    if person is None:
        _check_outside(name, email, consent)
    else:
        _check_here(named_by, person)
        name = email = ""
    return LeadNomination.objects.create(
        named_by=named_by,
        person=person,
        name=name,
        email=email,
        note=" ".join(note.split())[:500],
        consent=consent,
        by=by,
    )


def _check_outside(name: str, email: str, consent: bool) -> None:
    if not name:
        raise Refused(_("Write down a name, or the address of somebody who is here."), field="name")
    if email and not consent:
        raise Refused(_("Keep an address only with consent: tick the box, or leave it out."), field="email")
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused(_("This is not an address."), field="email") from error


def _check_here(named_by: Person, person: Person) -> None:
    if person.pk == named_by.pk:
        raise Refused(_("Nobody names themselves."), field="name")
    if is_staff(person):
        raise Refused(_("This is one of our own people, not a customer."), field="name")
    if opted_out(person):
        raise Refused(_("This person does not want to be looked at as a lead customer."), field="name")
    if LeadNomination.objects.filter(named_by=named_by, person=person, undone_at__isnull=True).exists():
        raise Refused(_("This is written down already."), field="name")


@transaction.atomic
def take_out(nomination: LeadNomination, *, by: Person) -> None:
    """Take a nomination out. It is deleted for good after thirty days; until then `put_back` undoes it."""
    must(by, Permission.CODEVELOP)
    take_back(nomination, by=by, refusal=_("This was taken out already."))


@transaction.atomic
def put_back(nomination: LeadNomination, *, by: Person) -> None:
    """Put a nomination back that was taken out. Raises Refused where the same was written down again."""
    must(by, Permission.CODEVELOP)
    again = LeadNomination.objects.filter(
        named_by=nomination.named_by_id, person=nomination.person_id, undone_at__isnull=True
    )
    if nomination.person_id and again.exists():
        raise Refused(_("This is written down already."))
    LeadNomination.objects.filter(pk=nomination.pk).update(undone_at=None, undone_by=None)


@transaction.atomic
def opt_out(person: Person) -> None:
    """Look at this person no more as a lead customer, from now on and until they say otherwise. Twice is once."""
    LeadOptOut.objects.get_or_create(person=person, ended=None)
    LeadScore.objects.filter(person=person).delete()


@transaction.atomic
def opt_in(person: Person) -> None:
    """It is all right again; the next renewal scores them."""
    LeadOptOut.objects.filter(person=person, ended__isnull=True).update(ended=timezone.now())
