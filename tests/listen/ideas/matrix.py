from __future__ import annotations

from typing import Any

from desireline.engines.files.api import save_bytes
from desireline.listen.ideas.api import set_status
from desireline.listen.ideas.models import Attachment, Idea
from tests import make
from tests.cast import Cast
from tests.matrix import Row

TEAM_DOES = {"anonymous": 302, "team": 302, "steward": 302, "admin": 302, "blocked": 302, "*": 404}
SIGNED_IN = {"anonymous": 302, "blocked": 302, "*": 200}
STAFF = {"team": 200, "steward": 200, "admin": 200, "*": 404}


def idea(cast: Cast, **values: Any) -> Idea:
    return make.idea("An idea", by=cast.carla, **values)


def shown(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": idea(cast).pk, "slug": "an-idea"}}


def one(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": idea(cast).pk}}


def waiting(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": idea(cast, state=2).pk, "slug": "an-idea"}}


def hidden(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": idea(cast, state=4).pk, "slug": "an-idea"}}


def ours(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": idea(cast, on=make.board(audience="staff")).pk}}


def file(cast: Cast) -> dict[str, Any]:
    found = idea(cast)
    stored = save_bytes(b"words", name="a.txt")
    Attachment.objects.create(idea=found, file=stored)
    return {"kwargs": {"pk": found.pk, "file_id": stored.pk}}


def film(cast: Cast) -> dict[str, Any]:
    return {
        "kwargs": {"pk": idea(cast, body="https://youtu.be/dQw4w9WgXcQ").pk, "key": "youtube-dQw4w9WgXcQ"}
    }


def status(cast: Cast) -> dict[str, Any]:
    planned = make.status("planned", stage="planned")
    return {"kwargs": {"pk": idea(cast, status=make.status()).pk}, "data": {"status": planned.pk}}


def change(cast: Cast) -> dict[str, Any]:
    found = idea(cast, status=make.status())
    made = set_status(found, make.status("planned", stage="planned"), by=cast.tom)
    assert made
    return {"kwargs": {"pk": found.pk, "change": made.pk}}


def answer(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": idea(cast).pk}, "data": {"body": "We will."}}


def mark(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": idea(cast).pk, "act": "pin"}}


def board(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.board().slug}}


def a_board(cast: Cast) -> dict[str, Any]:
    make.board()
    return {}


ROWS = [
    Row("idea_new", make=board, expect=SIGNED_IN),
    Row("idea_new", make=a_board, expect=SIGNED_IN, note="of any board"),
    Row("preview", "POST", expect={"*": 200}),
    Row("idea", make=shown, expect={"*": 200}),
    Row("idea", make=waiting, expect={"customer": 200, **STAFF}, note="that waits"),
    Row("idea", make=hidden, expect=STAFF, note="that is hidden"),
    Row("idea_similar", make=one, expect={"*": 200}),
    Row("idea_history", make=one, expect={"*": 200}),
    Row("idea_history", make=ours, expect=STAFF, note="of our own people"),
    Row("idea_edit", make=one, expect={"anonymous": 302, "blocked": 302, "customer": 200, **STAFF}),
    Row("idea_file", make=file, expect={"*": 200}),
    Row("idea_film", make=film, expect={"*": 200}),
    Row("idea_status", "POST", make=status, expect=TEAM_DOES),
    Row("idea_status_undo", "POST", make=change, expect=TEAM_DOES),
    Row("idea_respond", "POST", make=answer, expect=TEAM_DOES),
    Row("idea_mark", "POST", make=mark, expect=TEAM_DOES),
]
