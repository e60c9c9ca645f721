"""One idea for one person, or the page does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.posting import may_edit
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may, viewer

__all__ = ["editable", "idea_of", "team_idea", "with_idea"]

P = ParamSpec("P")


def idea_of(pk: int, person: Person | None) -> Idea:
    """The idea with its board and status, or 404."""
    found: Idea | None = (
        Idea.objects.visible_to(person).select_related("board", "status").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


def editable(pk: int, person: Person | None) -> Idea:
    """The idea, if the person may change its words, or 404."""
    idea = idea_of(pk, person)
    if not may_edit(idea, person):
        raise Http404
    return idea


def team_idea(pk: int, person: Person | None) -> Idea:
    """The idea, for those of the team who deal with ideas, or 404."""
    if not may(person, Permission.TRIAGE):
        raise Http404
    return idea_of(pk, person)


def with_idea(
    view: Callable[Concatenate[HttpRequest, Idea, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, int, P], HttpResponseBase]:
    """View decorator: the idea in place of its id, if the reader may see it."""

    @wraps(view)
    def found(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, idea_of(pk, viewer(request)), *args, **kwargs)

    return found  # type: ignore[return-value]  # wraps() hides what it wraps
