from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.people.identity.models import Invitation
from tests import make
from tests.cast import Cast
from tests.matrix import Row

TEAM = {"anonymous": 302, "blocked": 302, "team": 200, "steward": 200, "admin": 200, "*": 404}
TEAM_SENT = {key: 302 if value == 200 else value for key, value in TEAM.items()}
ADMINS = {"anonymous": 302, "blocked": 302, "*": 404, "admin": 200}
SENT = {**ADMINS, "admin": 302}


def _someone(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": make.person().pk}, "data": {"role": "contributor"}}


def _standing(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": make.person().pk, "how": "block"}}


def _unknown(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": make.person().pk, "how": "praise"}}


def _invitation(cast: Cast) -> Mapping[str, Any]:
    from django.utils import timezone

    made = Invitation.objects.create(email="n@example.org", token_hash="x", expires=timezone.now())
    return {"kwargs": {"pk": made.pk}}


ROWS = [
    Row("people", expect=TEAM),
    Row("person_role", "POST", _someone, expect=SENT),
    Row("person_standing", "POST", _standing, expect=TEAM_SENT),
    Row(
        "person_standing",
        "POST",
        _unknown,
        expect={**TEAM_SENT, "team": 404, "steward": 404, "admin": 404},
        note="unknown",
    ),
    Row("invitations", expect=ADMINS),
    Row("invitation_withdraw", "POST", _invitation, expect=SENT),
]
