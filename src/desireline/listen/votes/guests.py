"""Support without an account: counted apart, one vote a browser, limited by address prefix."""

from __future__ import annotations

import hashlib
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.options.api import get
from desireline.kit.rows.api import fetch, marks, now_value, one
from desireline.kit.writes.api import write
from desireline.listen.ideas.stamps import touch
from desireline.listen.votes.api import Standing, open_board


def sign(token: str) -> str:
    """What is kept of a guest's cookie."""
    return hashlib.blake2b(token.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=24).hexdigest()


def guest_vote(idea_id: int, *, token: str, prefix: str, want: bool) -> Standing:
    """A guest supports the idea (`want`) or no longer. Refused unless the instance lets guests vote."""
    if not get("guest_votes"):
        raise Refused(_("Sign in to vote."))
    return write(partial(_vote, idea_id, sign(token), prefix[:64], want))


def _vote(idea_id: int, token: str, prefix: str, want: bool) -> Standing:
    board_id = open_board(idea_id)
    if want:
        row = one(
            "INSERT INTO listen_guestvote (idea_id, token, prefix, created) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (idea_id, token) DO NOTHING RETURNING id",
            [idea_id, token, prefix, now_value()],
        )
    else:
        row = one(
            "DELETE FROM listen_guestvote WHERE idea_id = %s AND token = %s RETURNING id", [idea_id, token]
        )
    step = (1 if want else -1) if row else 0
    counts = one(
        "UPDATE listen_idea SET guest_votes = guest_votes + %s WHERE id = %s RETURNING votes, guest_votes",
        [step, idea_id],
    )
    if step:
        touch(idea_id, board_id)
    return Standing(idea_id, counts[0], counts[1], int(want), step != 0)


def given_by_guest(token: str | None, idea_ids: list[int]) -> dict[int, int]:
    """The guest's own votes among these ideas."""
    if not token or not idea_ids:
        return {}
    sql = f"SELECT idea_id FROM listen_guestvote WHERE token = %s AND idea_id IN ({marks(idea_ids)})"  # noqa: S608
    return {row[0]: 1 for row in fetch(sql, [sign(token), *idea_ids])}
