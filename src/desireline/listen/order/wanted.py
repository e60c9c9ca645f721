"""What a reader wants to see of a board. The address holds all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from desireline.listen.order.rules import Sort

TEXT = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters and sort of a list of ideas. `mine`: one of "", "posted", "voted", "followed"."""

    sort: Sort = Sort.FAIR
    status: str = ""
    tag: str = ""
    outcome: str = ""
    mine: str = ""
    text: str = ""
    cursor: str = ""

    @property
    def filtered(self) -> bool:
        return bool(self.status or self.tag or self.outcome or self.mine or self.text)

    @property
    def shareable(self) -> bool:
        """Whether pages with this state are worth keeping: free text is too various."""
        return not self.text and not self.mine

    def query(self, **changes: Any) -> str:
        """The query string of this state with some changes; the cursor falls away unless given."""
        state = replace(self, **{"cursor": "", **changes})
        pairs = [
            ("sort", "" if state.sort == Sort.FAIR else str(state.sort)),
            ("status", state.status),
            ("tag", state.tag),
            ("outcome", state.outcome),
            ("mine", state.mine),
            ("q", state.text),
            ("after", state.cursor),
        ]
        return urlencode([(key, value) for key, value in pairs if value])

    def address(self, base: str, **changes: Any) -> str:
        query = self.query(**changes)
        return f"{base}?{query}" if query else base


def read(values: Mapping[str, str]) -> Wanted:
    """From the query string. What is not understood is left out."""

    def word(key: str) -> str:
        return values.get(key, "").strip()[:80]

    sort = word("sort")
    mine = word("mine")
    return Wanted(
        sort=Sort(sort) if sort in set(Sort) else Sort.FAIR,
        status=word("status"),
        tag=word("tag"),
        outcome=word("outcome"),
        mine={"1": "posted", "yes": "posted"}.get(mine, mine)
        if mine in {"1", "yes", "posted", "voted", "followed"}
        else "",
        text=" ".join(values.get("q", "").split())[:TEXT],
        cursor=values.get("after", "")[:300],
    )
