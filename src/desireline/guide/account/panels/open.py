"""What is open: ideas that are not settled yet, and records of other systems that carry a word for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desireline.engines.search.api import Hit, Query, query, tokens_of
from desireline.guide.account.panels.said import OPEN_STAGES, Line, ideas
from desireline.guide.search.api import Shown, as_row, checked
from desireline.kit.options.api import get
from desireline.listen.boards.api import shown_statuses
from desireline.people.accounts.api import Account
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person

WORDS = "account_open_words"
MOST, MOST_WORDS = 5, 3


@dataclass(frozen=True, slots=True)
class Open:
    cards: Sequence[Shown]
    ideas: Sequence[Line]


def open_things(account: Account, reader: Person) -> Open:
    """At most five of each, the newest first. The index is asked once, and once for each word that is used."""
    stages = [status.id for status in shown_statuses().values() if status.stage in OPEN_STAGES]
    audiences = sorted(visible_ids(reader))
    theirs = ideas(account, audiences, most=MOST, stages=stages) if stages and audiences else []
    return Open(_cards(account, reader), theirs)


def _cards(account: Account, reader: Person) -> list[Shown]:
    allow, accounts = tokens_of(reader), (account.pk,)
    words = {word.strip().casefold() for word in str(get(WORDS)).split(",") if word.strip()}
    all_of_them = Query("", allow, accounts=accounts, browse=True, limit=1, count=("tag",))
    used = [tag for tag in query(all_of_them).facets.get("tag", {}) if tag.casefold() in words]
    hits: dict[str, Hit] = {}
    for word in used[:MOST_WORDS]:
        asked = Query("", allow, accounts=accounts, facets=(f"tag:{word}",), browse=True, limit=MOST)
        hits |= {hit.key: hit for hit in query(asked).hits}
    newest = sorted(hits.values(), key=lambda hit: hit.date.timestamp() if hit.date else 0, reverse=True)
    return checked(newest[:MOST], reader)


def exported(data: Open) -> dict[str, Any]:
    return {
        "records": [as_row(one) for one in data.cards],
        "ideas": [{"title": one.title, "url": one.url, "status": one.status} for one in data.ideas],
    }
