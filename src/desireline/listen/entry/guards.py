"""Before a form is read: traps for robots and limits for everyone."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.limits.api import allow, client_prefix
from desireline.listen.entry.rules import too_fast
from desireline.people.roles.api import is_staff, viewer

TRAP = "website"
TIME = "made"
_signer = Signer(salt="form-time")


@dataclass(frozen=True, slots=True)
class Rates:
    """How often one person, and everybody behind one address prefix, may do a thing."""

    person: str
    prefix: str


RATES = {
    "idea": Rates("12/hour", "40/hour"),
    "comment": Rates("60/hour", "200/hour"),
    "reaction": Rates("300/hour", "1000/hour"),
    "tag": Rates("40/hour", "150/hour"),
    "flag": Rates("20/hour", "60/hour"),
    "preview": Rates("600/hour", "2000/hour"),
}
_OTHER = Rates("120/hour", "400/hour")


def form_time() -> str:
    """The signed moment at which a form was made, for a hidden field."""
    return _signer.sign(str(int(time.time())))


def guard(request: HttpRequest, action: str) -> None:
    """Raise Refused for a robot or for too much in a short time. Call it before the transaction of the action.

    Staff pass. The signed time is asked of people without an account alone: who is signed in is held by the rates.
    """
    person = viewer(request)
    if is_staff(person):
        return
    if request.POST.get(TRAP):
        raise Refused(
            _("This looks like a robot. If you are not one, leave the hidden field empty and send it again.")
        )
    rates = RATES.get(action, _OTHER)
    if person is None:
        _check_time(request.POST.get(TIME, ""))
    else:
        allow(action, person.pk, rate=rates.person)
    allow(f"{action} from", client_prefix(request), rate=rates.prefix)


def _check_time(given: str) -> None:
    try:
        made = int(_signer.unsign(given))
    except (BadSignature, ValueError):
        raise Refused(_("This form is damaged. Load the page again and send it once more.")) from None
    if too_fast(time.time() - made):
        raise Refused(_("That was faster than we can believe. Wait a moment and send it again."))
