"""Mail about notices: soon after they happen, or once a day at eight in the reader's zone."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from smtplib import SMTPException

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from desireline.kit.jobs.api import Progress
from desireline.kit.options.api import get
from desireline.people.identity.models import Person
from desireline.people.letters.api import Item, Letter, absolute, send
from desireline.people.notices.api import default_language
from desireline.people.notices.models import Notice
from desireline.people.notices.rules import digest_due
from desireline.people.notices.seeing import still_seen
from desireline.people.notices.stopping import stop_path

log = structlog.get_logger("notices")
TOO_OLD = timedelta(days=7)
MOST = 40
BATCH = 200


def mail_soon(progress: Progress) -> int:
    """Send what is to be mailed soon, one letter a person. Returns how many letters went out."""
    return _mail("soon", progress, now=timezone.now())


def mail_daily(progress: Progress, *, now: datetime | None = None) -> int:
    """Send the daily letter to those for whom it is past eight. Returns how many letters went out."""
    return _mail("daily", progress, now=now or timezone.now())


def _mail(way: str, progress: Progress, *, now: datetime) -> int:
    waiting = Notice.objects.filter(mail=way, mailed_at__isnull=True)
    waiting.filter(at__lt=now - TOO_OLD).update(mail="never")
    oldest = iter(waiting.values_list("person_id").annotate(first=Min("at")).order_by("person_id"))
    sent, connection = 0, get_connection()
    while batch := dict(islice(oldest, BATCH)):
        addresses = _addresses(batch)
        waiting.filter(person_id__in=set(batch) - set(addresses)).update(mail="never")
        people = Person.objects.in_bulk(list(addresses))
        for pk, address in addresses.items():
            person = people[pk]
            if way == "daily" and not digest_due(batch[pk], now=now, zone=zone_of(person)):
                continue
            sent += _letter_to(person, address, way, connection)
            progress.step(sent)
    return sent


def _addresses(people: dict[int, datetime]) -> dict[int, str]:
    """Main verified addresses of those who are not blocked or erased."""
    rows = EmailAddress.objects.filter(
        user_id__in=people, verified=True, primary=True, user__is_active=True, user__erased__isnull=True
    )
    return dict(rows.values_list("user_id", "email"))


def zone_of(person: Person) -> zoneinfo.ZoneInfo:
    """The person's time zone, or that of the instance."""
    try:
        return zoneinfo.ZoneInfo(person.time_zone or settings.TIME_ZONE)
    except (ValueError, OSError, KeyError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def _letter_to(person: Person, address: str, way: str, connection: BaseEmailBackend) -> int:
    """Send, then mark: a crash in between repeats one letter rather than losing it."""
    rows = Notice.objects.filter(person=person, mail=way, mailed_at__isnull=True).select_related("by")
    waiting = list(rows.order_by("-id")[: MOST + 1])
    notices = still_seen(person, waiting)
    gone = {notice.pk for notice in waiting} - {notice.pk for notice in notices}
    if gone:
        Notice.objects.filter(pk__in=gone).update(mail="never")
    if not notices:
        return 0
    stop = stop_path(person.pk, {notice.kind for notice in notices})
    with override(person.language or default_language()), timezone.override(zone_of(person)):
        letter = letter_of(notices, way=way, stop=stop)
    headers = {
        "List-Unsubscribe": f"<{absolute(stop)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }
    try:
        send(address, letter, headers=headers, connection=connection)
    except SMTPException as error:
        if getattr(error, "recipients", None):  # this address alone is refused: go on with the others
            log.warning("address refused", person=person.pk, error=str(error))
            rows.update(mail="never")
            return 0
        raise
    rows.filter(id__lte=notices[0].pk).update(mailed_at=timezone.now())
    return 1


def letter_of(notices: Sequence[Notice], *, way: str, stop: str) -> Letter:
    """One notice becomes a letter about it; several become a list, the newest first."""
    name = get("brand_name")
    links = [(_("Stop mail like this"), stop), (_("Choose what you are told"), reverse("notice_choices"))]
    if len(notices) == 1 and way == "soon":
        one = notices[0]
        by = [_("From %(name)s") % {"name": one.by.shown_name}] if one.by else []
        return Letter(
            subject=one.title, title=one.title, lines=[one.text, *by] if one.text else by,
            button=(_("Look at it"), one.url), links=links,
        )  # fmt: skip
    items = [Item(one.title, one.url, one.text) for one in notices[:MOST]]
    count = len(notices)
    title = ngettext("%(n)s thing that you follow", "%(n)s things that you follow", count) % {
        "n": count if count <= MOST else f"{MOST}+"
    }
    subject = (
        _("Your day at %(name)s") % {"name": name} if way == "daily" else f"{notices[0].title} (+{count - 1})"
    )
    return Letter(subject=subject, title=title, items=items, links=links)
