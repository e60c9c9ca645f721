"""The newest ideas of a board, as anyone may read them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from desireline.kit.rows.api import fetch, moment
from desireline.kit.text.api import markdown
from desireline.people.identity.api import called
from desireline.reach.feeds.atom import Entry

MOST = 30
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def entries(board_id: int, *, origin: str) -> list[Entry]:
    """The last thirty published ideas that stand on the board."""
    rows = fetch(
        "SELECT i.id, i.title, i.slug, i.body, i.created, i.edited, i.status_at, i.language, p.name,"
        " i.guest_name, s.name, CASE WHEN p.erased IS NULL THEN i.author_id END FROM listen_idea i"
        " JOIN listen_status s ON s.id = i.status_id LEFT JOIN people_person p ON p.id = i.author_id"
        " WHERE i.board_id = %s AND i.state = 1 AND i.archived = FALSE ORDER BY i.created DESC, i.id DESC LIMIT %s",
        [board_id, MOST],
    )
    return [_entry(row, origin) for row in rows]


def _entry(row: Any, origin: str) -> Entry:
    created = moment(row[4]) or EPOCH
    changed = [at for at in (created, moment(row[5]), moment(row[6])) if at]
    return Entry(
        id=f"{origin}/ideas/{row[0]}",
        title=row[1],
        url=f"{origin}/ideas/{row[0]}-{row[2]}" if row[2] else f"{origin}/ideas/{row[0]}",
        updated=max(changed),
        published=created,
        author=called(row[8] or row[9], row[11]),
        html=str(markdown(row[3])),
        language=row[7],
        categories=(row[10],),
    )
