"""What the team does with a theme: name it, say which outcome it is about, have all found anew."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from desireline.futures.futures.api import Future
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.futures.outcomes.api import add as add_outcome
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import enqueue
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.understand.themes.models import Theme, ThemeName, ThemeOutcome

RENEW = "themes.renew"
LONGEST = 120


@transaction.atomic
def rename(theme: Theme, name: str, *, by: Person) -> ThemeName | None:
    """Call the theme so from now on, also when themes are found anew; an empty name goes back to that of its words.

    Returns what was changed, or None where it is called so already.
    """
    must(by, Permission.TRIAGE)
    name = " ".join(name.split())
    if len(name) > LONGEST:
        raise Refused(_("At most %(n)d characters.") % {"n": LONGEST}, field="name")
    if name == theme.name:
        name = ""
    fresh = Theme.objects.select_for_update().get(pk=theme.pk)
    if fresh.own_name == name:
        return None
    made = ThemeName.objects.create(theme=fresh, name=name, before=fresh.own_name, by=by)
    Theme.objects.filter(pk=fresh.pk).update(own_name=name)
    theme.own_name = name
    return made


@transaction.atomic
def unname(change: ThemeName, *, by: Person) -> None:
    """Take a renaming back. Raises Refused where the theme was renamed again since."""
    must(by, Permission.TRIAGE)
    if Theme.objects.filter(pk=change.theme_id, own_name=change.name).update(own_name=change.before) == 0:
        raise Refused(_("The theme was renamed again since."))
    change.delete()


@transaction.atomic
def link(theme: Theme, outcome: DesiredOutcome, *, by: Person) -> ThemeOutcome:
    """What is said in the theme is about this outcome. Twice is once."""
    must(by, Permission.TRIAGE)
    made, _new = ThemeOutcome.objects.get_or_create(theme=theme, outcome=outcome, defaults={"by": by})
    return made


@transaction.atomic
def unlink(theme: Theme, outcome: DesiredOutcome, *, by: Person) -> None:
    """It is not."""
    must(by, Permission.TRIAGE)
    ThemeOutcome.objects.filter(theme=theme, outcome=outcome).delete()


@transaction.atomic
def make_outcome(
    theme: Theme, future: Future, *, statement: str, by: Person, keep_form: bool = False
) -> DesiredOutcome:
    """A new desired outcome of a future, made from the theme and linked to it. Raises Refused like `outcomes.add`."""
    made = add_outcome(future, by=by, statement=statement, keep_form=keep_form)
    link(theme, made, by=by)
    return made


def ask_to_renew(*, by: Person) -> int:
    """Have the worker find the themes anew, as soon as it can. Returns the id of the job."""
    must(by, Permission.TRIAGE)
    return enqueue(RENEW, key=RENEW, by=by.pk)
