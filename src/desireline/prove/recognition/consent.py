"""Whether people want to be thanked by name. Who said nothing is counted, and not named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.options.api import bump
from desireline.people.identity.api import Person
from desireline.people.notices.api import notify
from desireline.prove.recognition.models import Credit, CreditChoice, Release
from desireline.prove.recognition.words import ASK_TEXT, ASK_TITLE

ASK = "credit.ask"
AGAIN = timedelta(days=365)  # nobody is asked more often
CHUNK = 500
Choice = CreditChoice.Choice


def choices_of(people: Iterable[int]) -> dict[int, str]:
    """What each of these said last, by person id; those who said nothing are not in it."""
    ids = sorted(set(people))
    found: dict[int, str] = {}
    for at in range(0, len(ids), CHUNK):
        rows = CreditChoice.objects.filter(person__in=ids[at : at + CHUNK]).order_by()
        last = rows.values("person").annotate(last=Max("id")).values("last")
        found |= dict(CreditChoice.objects.filter(pk__in=last).values_list("person_id", "choice"))
    return found


def choice_of(person: Person) -> str:
    """What the person said last, or what holds until then."""
    return choices_of([person.pk]).get(person.pk, Choice.NAMELESS)


@transaction.atomic
def choose(person: Person, *, choice: str) -> str:
    """The person says whether they want to be named, counted, or left out: from now on and for what was. Returns what
    held before."""
    if choice not in Choice.values:
        raise Refused(_("Choose one of the three."), field="choice")
    before = choices_of([person.pk]).get(person.pk, "")
    if choice != before:
        CreditChoice.objects.create(person=person, choice=choice)
        bump("site")
    return before or Choice.NAMELESS


def left_out(people: Iterable[int]) -> set[int]:
    """Those of the people who want no part in it."""
    return {person for person, choice in choices_of(people).items() if choice == Choice.LEFT_OUT}


def ask(release: Release) -> int:
    """Ask those with a credit who never said whether they want to be named, each at most once a year. Nothing in it
    tells of the release. Returns how many."""
    if release.project.confidential:
        return 0
    people = set(Credit.objects.filter(release=release).values_list("person_id", flat=True))
    silent = people - set(choices_of(people))
    return notify(
        ASK,
        topic="credits",
        title=ASK_TITLE,
        text=ASK_TEXT,
        url="/me/credits",
        to=silent,
        since=timezone.now() - AGAIN,
    )
