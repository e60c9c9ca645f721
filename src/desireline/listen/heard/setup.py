from __future__ import annotations

from django.http import HttpRequest

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.listen.comments import api as comments
from desireline.listen.ideas.heard import heard_form
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.parts import POSTED
from desireline.listen.votes.behalf import vote_for_address
from desireline.people.roles.api import viewer


def _posted(idea: Idea, request: HttpRequest) -> None:
    """The note, and the customer's vote. The idea stands whatever becomes of them."""
    person = viewer(request)
    form = heard_form(request, person, {})
    if person is None or form is None or not form.is_valid() or not form.given:
        return
    data = form.cleaned_data
    try:
        if data["heard"]:
            comments.post(idea, by=person, body=data["heard"], internal=True)
        if data["heard_email"]:
            vote_for_address(
                idea, data["heard_email"], name=data["heard_name"], note=data["heard"][:200], by=person
            )
    except Refused as no:
        said(request, no.message)


POSTED.add("heard", _posted)
