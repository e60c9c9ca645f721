"""Whether a reader may sign up: everyone, those with an invitation, or nobody."""

from __future__ import annotations

from django.http import HttpRequest

from desireline.kit.options.api import get
from desireline.people.identity.invitations import invitation_for
from desireline.people.identity.models import Invitation


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The open invitation with which the reader came."""
    token = request.session.get("invitation")
    return invitation_for(token) if token else None


def may_sign_up(request: HttpRequest) -> bool:
    """An invitation opens the door in every mode but “closed”."""
    mode = get("sign_up")
    return mode == "open" or (mode == "invited" and invitation_of(request) is not None)
