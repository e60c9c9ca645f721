"""What people of an account say is wrong, and what became of it."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desireline.guide.account.access import Look
from desireline.guide.account.models import Correction
from desireline.kit.errors import Refused
from desireline.kit.limits.api import allow
from desireline.people.identity.api import Person
from desireline.people.notices.api import notify
from desireline.people.roles.api import STAFF, Permission, must

KIND, ANSWERED = "account_correction", "account_corrected"
LONGEST = 2000


def ask(look: Look, *, text: str, about: str = "", key: str = "") -> Correction:
    """Say that something is wrong; the team is told. Only for people of the account."""
    text = text.strip()
    if not look.own:
        raise Refused(_("Only people of the account ask for this."))
    if not 3 <= len(text) <= LONGEST:
        raise Refused(_("Say in 3 to %(n)d characters what is wrong.") % {"n": LONGEST}, field="text")
    allow("correction", look.reader.pk, rate="20/hour")
    with transaction.atomic():
        made = Correction.objects.create(
            account=look.account,
            by=look.reader,
            about=" ".join(about.split())[:200],
            key=key[:400],
            text=text,
        )
        team = Person.objects.filter(role__in=[role.value for role in STAFF], is_active=True)
        notify(
            KIND,
            topic=f"correction:{made.pk}",
            title=gettext_lazy("A customer says that something about them is wrong"),
            text=f"{look.account.name}: {text[:200]}",
            url=reverse("corrections"),
            by=look.reader,
            to=team.values_list("pk", flat=True),
        )
    return made


def settle(correction: Correction, *, by: Person, done: bool, answer: str = "") -> Correction:
    """Say what became of it: put right, or not, and why. Whoever asked is told. A second time changes the answer."""
    must(by, Permission.SEE_ACCOUNTS)
    with transaction.atomic():
        locked = Correction.objects.select_for_update().select_related("account").get(pk=correction.pk)
        locked.state = Correction.State.DONE if done else Correction.State.DECLINED
        locked.answer, locked.settled_by, locked.settled_at = answer.strip()[:LONGEST], by, timezone.now()
        locked.save()
        put_right = gettext_lazy("What you said was wrong is put right")
        answered = gettext_lazy("An answer about what you said was wrong")
        notify(
            ANSWERED,
            topic=f"correction:{locked.pk}",
            title=put_right if done else answered,
            text=locked.answer,
            url=reverse("account_view", args=[locked.account.slug]) + "#corrections",
            by=by,
            to=[locked.by_id],
        )
    return locked


def reopen(correction: Correction, *, by: Person) -> None:
    """Undo of `settle`."""
    must(by, Permission.SEE_ACCOUNTS)
    Correction.objects.filter(pk=correction.pk).update(
        state=Correction.State.OPEN, settled_at=None, settled_by=None
    )
