"""The context of the thread on the idea page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from desireline.listen.comments.reading import first_page, newest_wanted, nodes, page_of_tops, shown_at_all
from desireline.listen.comments.showing import shown_nodes
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, is_staff, may


def writable(idea: Idea, reader: Person | None) -> bool:
    """Whether the reader can write here."""
    if idea.state == Idea.State.MERGED or idea.archived:
        return False
    return may(reader, Permission.CONTRIBUTE) and (not idea.closed or is_staff(reader))


def thread(idea: Idea, reader: Person | None, request: HttpRequest) -> dict[str, Any]:
    """Context for `comments/_thread.html`: one page of the thread, oldest first or newest first (`?comments=newest`).

    The page is named by `?from=` (a cursor). At most five queries, however long the thread is, and
    two for the beginning of one of up to sixty comments.
    """
    newest = newest_wanted(request)
    cursor, writing = request.GET.get("from"), writable(idea, reader)
    if cursor:
        page = page_of_tops(idea, reader, cursor=cursor, newest=newest)
        found, following = nodes(idea, [row["id"] for row in page.rows], reader), page.next
    else:
        found, following = first_page(idea, reader, newest=newest)
    return {
        "thread": {
            "idea_id": idea.pk,
            "total": shown_at_all(idea, reader),
            "comments": shown_nodes(found, reader, writing=writing),
            "newest": newest,
            "oldest_url": f"{request.path}#comments",
            "newest_url": f"{request.path}?comments=newest#comments",
            "next_url": _page_url(request.path, following, newest),
            "first_url": _page_url(request.path, "", newest) if request.GET.get("from") else None,
            "writing": writing,
            "closed": idea.closed or idea.archived,
            "merged": idea.state == Idea.State.MERGED,
            "team": is_staff(reader),
            "official": may(reader, Permission.TRIAGE),
            "signed_in": reader is not None,
            "post_url": reverse("comment_new", args=[idea.pk]),
            "mentions_url": reverse("comment_mentions", args=[idea.pk]),
            "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        }
    }


def _page_url(path: str, cursor: str | None, newest: bool) -> str | None:
    if cursor is None:
        return None
    values = {"comments": "newest"} if newest else {}
    if cursor:
        values["from"] = cursor
    return f"{path}?{urlencode(values)}#comments" if values else f"{path}#comments"
