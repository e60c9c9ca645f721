"""The letter of the month: for leaders who asked for it, with what each of them may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from desireline.kit.pages.dates import day
from desireline.people.identity.api import Person
from desireline.people.notices.api import default_language, follow, followers, is_following, notify, unfollow
from desireline.people.notices.stopping import set_mail
from desireline.people.roles.api import Permission, may
from desireline.prove.scorecard.measure import Scope
from desireline.prove.scorecard.reading import Reading, readings
from desireline.prove.scorecard.spans import Span, begin, first_day, month_of, zone
from desireline.prove.scorecard.words import estimate, interval

KIND, TOPIC = "scorecard.monthly", "scorecard:1"
LONGEST = 480
TOLD = (
    "time_to_outcome", "attainment", "first_response", "codeveloped", "idea_to_release", "new_people", "value_audit",
)  # fmt: skip


@transaction.atomic
def ask(person: Person) -> None:
    """The person wants the letter from now on."""
    follow(person, TOPIC)
    set_mail(person, [KIND], mail=None)


def stop(person: Person) -> None:
    """No letter any more."""
    unfollow(person, TOPIC)


def asked(person: Person | None) -> bool:
    return is_following(person, TOPIC)


def first_working_day(today: date) -> date:
    """Monday to Friday; what is a holiday differs from place to place."""
    first = today.replace(day=1)
    return first + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[first.weekday()])


def send_when_due(now: datetime | None = None) -> int:
    """On the first working day of the month, or as soon after it as the worker runs. Who had it is not told again."""
    now = now or timezone.now()
    today = now.astimezone(zone()).date()
    if today < first_working_day(today):
        return 0
    month = month_of(now)
    people = Person.objects.filter(pk__in=followers(TOPIC), is_active=True, erased__isnull=True)
    return sum(
        _send(person, month, now) for person in people.order_by("pk") if may(person, Permission.SEE_PORTFOLIO)
    )


def _send(person: Person, month: int, now: datetime) -> int:
    """The month that is over, as this person may see it."""
    span = Span(month - 1, 1)
    with override(person.language or default_language()):
        found = readings(Scope(person, now=now), Span(span.last, 12))
        title = _("Scorecard: the year up to the end of %(month)s") % {
            "month": day(first_day(span.last), "LLLL yyyy")
        }
        text = "\n".join(lines(found))
    url = reverse("scorecard_month", args=[_number(span.last)])
    return notify(KIND, topic=TOPIC, title=title, text=text, url=url, to=[person.pk], since=begin(month))


def lines(found: Iterable[Reading]) -> list[str]:
    """The numbers that are told, one a line, as many as fit."""
    by_key = {one.measure.key: one for one in found}
    said: list[str] = []
    for key in TOLD:
        if (one := by_key.get(key)) is None:
            continue
        spread = interval(one.measure, one.value)
        number = estimate(one.measure, one.value) + (f" ({spread})" if spread else "")
        line = _("%(measure)s: %(number)s") % {"measure": one.measure.label, "number": number}
        if sum(map(len, said)) + len(said) + len(line) <= LONGEST:
            said.append(line)
    return said


def _number(month: int) -> int:
    """202610: the month as the address of the letter has it."""
    return month // 12 * 100 + month % 12 + 1


def seen(person: Person, ids: set[int]) -> set[int]:
    """Who may not see the scorecard any more reads nothing of it in old notices."""
    return ids if may(person, Permission.SEE_PORTFOLIO) else set()


def heard(number: int, people: set[int]) -> set[int]:
    rows = Person.objects.filter(pk__in=people)
    return {person.pk for person in rows if may(person, Permission.SEE_PORTFOLIO)}


def topics(person: Person, ids: list[int]) -> dict[int, tuple[str, str]]:
    """What the page of all that somebody follows calls it."""
    known: dict[int, Any] = {}
    if 1 in ids and may(person, Permission.SEE_PORTFOLIO):
        known[1] = (_("The scorecard of the month"), reverse("scorecard"))
    return known
