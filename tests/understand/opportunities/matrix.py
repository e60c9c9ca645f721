from __future__ import annotations

from tests.matrix import Row

ASKED = {"anonymous": 302, "blocked": 302}
TEAM = {**ASKED, "team": 200, "steward": 200, "admin": 200, "*": 404}


ROWS = [
    Row("landscape", expect=TEAM),
    Row("landscape", "POST", expect={"*": 405}),
    Row(
        "landscape",
        make=lambda cast: {"query": {"future": "none"}},
        expect={**ASKED, "*": 404},
        note="of no future",
    ),
    Row(
        "landscape",
        make=lambda cast: {"query": {"segment": "999"}},
        expect={**ASKED, "*": 404},
        note="of no segment",
    ),
]
