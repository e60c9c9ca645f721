from __future__ import annotations

import re
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from desireline.kit.limits.api import client_prefix
from desireline.kit.limits.pace import Pace
from desireline.listen.order import seen
from desireline.listen.order.models import Impression
from desireline.people.roles.api import is_staff, viewer

SURFACES = {
    name.lower(): value
    for name, value in zip(Impression.Surface.names, Impression.Surface.values, strict=True)
}
_telling = Pace(240)  # messages of a network
_VISIT = re.compile(r"[A-Za-z0-9_-]{6,22}")


@require_POST
@csrf_exempt  # sent by a beacon; it changes nothing of the reader's, and is counted once a visit
def note_seen(request: HttpRequest) -> HttpResponse:
    """What a page says was seen: {"surface", "visit", "seen": [[idea, position], ...]}."""
    if len(request.body) > 8_000 or not _telling.allows(client_prefix(request)):
        return HttpResponse(status=429)
    person = viewer(request)
    if is_staff(person):
        return HttpResponse(status=204)  # our own people's looks are no evidence
    found = _read(request.body, visit=f"p{person.pk}" if person else None)
    if found is None:
        return HttpResponse(status=400)
    seen.note(found)
    return HttpResponse(status=204)


def _read(body: bytes, *, visit: str | None) -> list[seen.Seen] | None:
    try:
        told = orjson.loads(body)
        surface, given = SURFACES[told["surface"]], told["visit"]
        pairs: list[Any] = told["seen"][: seen.MOST_AT_ONCE]
        good = visit is not None or _VISIT.fullmatch(given)
        looks = [(int(idea), min(max(int(position), 1), 1000)) for idea, position in pairs]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None
    if not good or any(not 0 < idea < 2**62 for idea, _ in looks):
        return None
    return [seen.Seen(idea, visit or f"v{given}"[:22], surface, position) for idea, position in looks]
