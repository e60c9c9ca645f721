"""The newest of what became real, as anyone may read it. It names nobody: names are a matter of consent."""

from __future__ import annotations

from desireline.kit.options.api import get
from desireline.kit.text.api import markdown
from desireline.prove.recognition.api import Release, address_of
from desireline.reach.feeds.atom import Entry
from desireline.reach.feeds.board import EPOCH

MOST = 30


def released(*, origin: str) -> list[Entry]:
    """The last thirty that are on the wall for everyone."""
    rows = Release.objects.on_the_wall(None).order_by("-published", "-id")[:MOST]
    return [_entry(row, origin) for row in rows]


def _entry(row: Release, origin: str) -> Entry:
    at = row.published or EPOCH
    return Entry(
        id=f"{origin}/releases/{row.pk}",
        title=row.title,
        url=origin + address_of(row),
        updated=at,
        published=at,
        author=str(get("brand_name")),
        html=str(markdown(row.story)),
    )
