"""What the pages around a thread show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from desireline.kit.text.api import markdown
from desireline.listen.addresses import idea_url
from desireline.listen.comments.access import the_comment
from desireline.listen.comments.models import Comment
from desireline.listen.comments.reading import REPLIES, cursor_at, nodes
from desireline.listen.comments.showing import Shown, shown_nodes
from desireline.listen.comments.thread import writable
from desireline.people.identity.api import Person


def comment_url(comment: Comment) -> str:
    """The idea page with the page of the thread that holds the comment."""
    return f"{idea_url(comment.idea)}?from={cursor_at(comment)}#comment-{comment.pk}"


def one_comment(comment: Comment, reader: Person | None) -> Shown:
    """The comment alone, as the reader sees it."""
    found = nodes(comment.idea, [comment.pk], reader)
    return shown_nodes(found, reader, writing=writable(comment.idea, reader))[0]


def replies_page(request: HttpRequest, pk: int, reader: Person | None) -> dict[str, Any]:
    comment = the_comment(pk, reader)
    given = request.GET.get("skip", "0")
    skip = int(given) if given.isdecimal() and len(given) < 7 else 0
    found = nodes(comment.idea, [comment.pk], reader, skip=skip)
    shown = shown_nodes(found, reader, writing=writable(comment.idea, reader))
    more = shown[0].more if shown else None
    return {
        "idea": comment.idea,
        "idea_url": idea_url(comment.idea),
        "one": shown[0] if shown else Shown(pk, True),
        "next_url": f"{request.path}?skip={skip + REPLIES}" if more else None,
        "action": reverse("comment_new", args=[comment.idea_id]),
        "writing": bool(shown) and shown[0].may_reply,
        "back": comment_url(comment),
    }


def history_page(comment: Comment) -> dict[str, Any]:
    edits = comment.edits.order_by("-at", "-pk").values("body", "at", "by__name")[:100]
    return {
        "idea": comment.idea,
        "back": comment_url(comment),
        "now": markdown(comment.body),
        "edits": [{"body": markdown(row["body"]), "at": row["at"], "name": row["by__name"]} for row in edits],
    }
