"""Limits that hold across processes: one row per allowance, one statement per question.

The generic cell rate algorithm: the row keeps the moment at which the allowance is full again; an action moves it by
`period / count` and is refused when it would lie more than one period ahead.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desireline.kit.errors import Refused
from desireline.kit.limits.models import Bucket
from desireline.kit.limits.rules import client_address, prefix, rate_of

__all__ = ["TooMany", "allow", "allows", "client_prefix", "refund", "sweep"]

_TAKE = """
INSERT INTO kit_bucket (key, until) VALUES (%(key)s, %(now)s + %(step)s)
ON CONFLICT (key) DO UPDATE
   SET until = CASE WHEN kit_bucket.until > %(now)s THEN kit_bucket.until ELSE %(now)s END + %(step)s
 WHERE CASE WHEN kit_bucket.until > %(now)s THEN kit_bucket.until ELSE %(now)s END + %(step)s <= %(most)s
RETURNING until
"""


class TooMany(Refused):
    """Refused for now: `status` is the HTTP status, `retry_after` says in how many seconds it may work."""

    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


def allow(action: str, who: object, *, rate: str, cost: int = 1) -> None:
    """Draw `cost` on the allowance of `who` for `action`, or raise TooMany (a Refused with status 429).

    `who` is a person's id, an address prefix or an e-mail address; only its hash is kept. `rate` is “20/hour”. Call it
    before the transaction of the action, or a roll-back gives the allowance back.
    """
    wait = _take(action, who, rate=rate, cost=cost)
    if wait:
        minutes = -(-wait // 60)
        raise TooMany(
            _("That was too often in a short time.")
            + " "
            + ngettext("Try again in %(n)d minute.", "Try again in %(n)d minutes.", minutes) % {"n": minutes},
            retry_after=wait,
        )


def allows(action: str, who: object, *, rate: str, cost: int = 1) -> bool:
    """Like `allow`, but answers False instead of raising."""
    return not _take(action, who, rate=rate, cost=cost)


def refund(action: str, who: object) -> None:
    """Make the allowance full again (after a sign-in that worked)."""
    Bucket.objects.filter(key=_key(action, who)).delete()


def sweep() -> int:
    """Forget allowances that are full again. Returns how many."""
    return Bucket.objects.filter(until__lt=time.time()).delete()[0]


def client_prefix(request: HttpRequest) -> str:
    """The reader's address, cut to what one subscriber holds; X-Forwarded-For counts only behind trusted proxies."""
    return network_of(request.META)


def network_of(meta: Mapping[str, Any]) -> str:
    """`client_prefix` of a WSGI environment."""
    address = client_address(
        meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), proxies=settings.TRUSTED_PROXIES
    )
    return prefix(address)


def _key(action: str, who: object) -> str:
    secret = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(f"{action}\0{who}".encode(), key=secret, digest_size=24).hexdigest()


def _take(action: str, who: object, *, rate: str, cost: int) -> int:
    """0, or the seconds to wait."""
    allowed, now, key = rate_of(rate), time.time(), _key(action, who)
    step = allowed.step * cost
    values: dict[str, Any] = {"key": key, "now": now, "step": step, "most": now + allowed.period + 0.001}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        if cursor.fetchone():
            return 0
    until = Bucket.objects.filter(key=key).values_list("until", flat=True).first() or now
    return max(1, round(until + step - now - allowed.period + 0.5))
