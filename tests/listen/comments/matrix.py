from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.listen.comments.models import Comment
from tests import make
from tests.cast import Cast
from tests.matrix import Row


def _open(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": make.idea().pk}, "data": {"body": "x", "q": "T"}}


def _hidden_idea(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": make.idea(on=make.board(audience="staff")).pk}, "data": {"body": "x"}}


def _comment(cast: Cast) -> Mapping[str, Any]:
    made = Comment.objects.create(idea=make.idea(comments=1), author=cast.carla, body="x")
    return {"kwargs": {"pk": made.pk}, "data": {"body": "y", "kind": "thanks"}}


def _note(cast: Cast) -> Mapping[str, Any]:
    made = Comment.objects.create(idea=make.idea(), author=cast.tom, body="x", internal=True)
    return {"kwargs": {"pk": made.pk}, "data": {"kind": "thanks"}}


SIGN_IN = {"anonymous": 302, "blocked": 302}
NOTE = {"*": 404, "team": 302, "steward": 302, "admin": 302}
ROWS = [
    Row("comment_new", "POST", _open, {"*": 302}),
    Row(
        "comment_new",
        "POST",
        _hidden_idea,
        {"*": 404, **SIGN_IN, "team": 302, "steward": 302, "admin": 302},
        "hidden",
    ),
    Row("comment_mentions", "GET", _open, {"*": 200, **SIGN_IN}),
    Row(
        "comment_mentions",
        "GET",
        _hidden_idea,
        {"*": 404, **SIGN_IN, "team": 200, "steward": 200, "admin": 200},
        "hidden",
    ),
    Row("comment_preview", "POST", lambda cast: {"data": {"body": "x"}}, {"*": 200, **SIGN_IN}),
    Row("comment", "GET", _comment, {"*": 302}),
    Row("comment", "GET", _note, NOTE, "note"),
    Row("comment_replies", "GET", _comment, {"*": 200}),
    Row("comment_replies", "GET", _note, {"*": 404, "team": 200, "steward": 200, "admin": 200}, "note"),
    Row("comment_edit", "GET", _comment, {"*": 404, **SIGN_IN, "customer": 200}),
    Row("comment_edit", "POST", _comment, {"*": 404, **SIGN_IN, "customer": 302}),
    Row(
        "comment_history",
        "GET",
        _comment,
        {"*": 404, "customer": 200, "team": 200, "steward": 200, "admin": 200},
    ),
    Row("comment_remove", "POST", _comment, {"*": 302}),
    Row("comment_remove", "POST", _note, {**NOTE, **SIGN_IN}, "note"),
    Row("comment_restore", "POST", _comment, {"*": 302}),
    Row("comment_react", "POST", _comment, {"*": 302}),
    Row("comment_react", "POST", _note, {**NOTE, **SIGN_IN}, "note"),
]
