"""P6: one address, several readers, every memory of pages between them: nobody ever gets what was made for another.

Each reader alone may find a marker word; some words are for several. Whatever comes back (also a “304”, which stands for
the body that this mark was given to) holds no marker that the reader may not find, and is what a new page would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desireline.engines.search.api import CARDS, Card, Source, catch_up, put
from desireline.kit.options import api as options
from desireline.listen.boards.models import Board
from desireline.listen.search_cards.api import refresh_ideas
from desireline.people.audiences.api import basic, card_token
from desireline.people.audiences.managing import save
from desireline.people.identity.models import Person
from desireline.site.wsgi import application
from tests import make
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
EXAMPLES, LONG = 50, 20  # 1,000 requests in all
WHO = ("nobody", "carla", "otto", "cora", "tom")
MARKS = {
    "openzebra": set(WHO),
    "carlaquartz": {"carla"},
    "ottoquartz": {"otto"},
    "harbourslate": {"carla", "tom"},
    "bikesslate": {"otto", "tom"},
    "staffbasalt": {"tom"},
}
PATHS = (
    *(f"/search?q={word}" for word in ("lantern", "slate", "lant", *MARKS)),
    *(f"/search.json?q={word}" for word in ("lantern", "quarz", *MARKS)),
    "/search?q=lantern&type=order",
    "/search?q=lantern&type=idea&sort=newest",
    "/search.json?q=lantern&tag=slate",
    *(
        f"/search/suggest?q={start}"
        for start in ("l", "lan", "carla", "otto", "harb", "bik", "staff", "open")
    ),
    "/accounts",
    *(
        f"/accounts/{slug}{more}"
        for slug in ("harbour-cafe", "ottos-bikes")
        for more in ("", "?q=lantern", "/export.json")
    ),
    "/boards/lanterns",
    "/boards/lanterns-of-carla",
)


@dataclass
class World:
    cookies: dict[str, str]
    bodies: dict[tuple[str, str], bytes] = field(
        default_factory=dict
    )  # what a mark of an address was given to

    def get(self, who: str, path: str, *, mark: str = "") -> tuple[str, bytes, str]:
        """Status, body and mark, by the way of a server: what is answered before Django, too."""
        address, _question, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
            "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
        }  # fmt: skip
        if who in self.cookies:
            environ["HTTP_COOKIE"] = self.cookies[who]
        if mark:
            environ["HTTP_IF_NONE_MATCH"] = mark
        seen: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], *_more: object) -> None:
            seen.update(status=status, mark=dict(headers).get("ETag", ""))

        answer: Any = application(environ, start)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        if seen["status"].startswith("304"):
            body = self.bodies[path, mark]
        elif seen["mark"]:
            self.bodies[path, seen["mark"]] = body
        return str(seen["status"]), body, str(seen["mark"])


def _cookie(person: Person) -> str:
    client = Client()
    client.force_login(person)
    cookies: SimpleCookie = client.cookies
    return "; ".join(f"{name}={one.value}" for name, one in cookies.items())


@pytest.fixture
def world(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(options, "GLANCE", 60)
    shown = lambda _reader, ids: {id_: {"place": "The shop"} for id_ in ids}  # noqa: E731
    CARDS.add("order", Source("order", "Orders", list, lambda _ids: [], shown, by_key=True))
    staff = card_token(basic("staff").pk)
    boards = {
        "openzebra": make.board("Lanterns", slug="lanterns"),
        "staffbasalt": make.board("Lanterns of ours", audience="staff"),
    }
    for name in ("carla", "otto"):
        named = save(None, by=cast.ada, name=name, conditions={}, people=[getattr(cast, name).pk])
        board = make.board(f"Lanterns of {name}", slug=f"lanterns-of-{name}")
        Board.objects.filter(pk=board.pk).update(audience=named)
        boards[f"{name}quartz"] = board
    ideas = [make.idea(f"Lantern {word}", on=board, by=cast.ada) for word, board in boards.items()]
    refresh_ideas([idea.pk for idea in ideas])
    put(
        *(
            Card(
                key=f"shop:order:{n}", type="order", source="shop", title=f"Lantern {word}", tags=("slate",),
                allow=(f"account:{account.pk}", staff), accounts=(account.pk,), date=timezone.now(), url=f"/records/shop:order:{n}",
            )
            for n, (word, account) in enumerate((("harbourslate", cast.harbour), ("bikesslate", cast.bikes)))
        )
    )  # fmt: skip
    catch_up()
    yield World({name: _cookie(getattr(cast, name)) for name in WHO[1:]})
    CARDS.remove("order")


def _unallowed(who: str, path: str, body: bytes) -> set[str]:
    """Markers in the body that are not the reader's; the address itself may say any word."""
    text = body.decode().casefold()
    return {
        word for word, readers in MARKS.items() if who not in readers and word not in path and word in text
    }


steps = st.lists(
    st.tuples(st.sampled_from(WHO), st.sampled_from(PATHS), st.booleans()), min_size=LONG, max_size=LONG
)


def test_nobody_gets_what_was_made_for_another(world: World) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps)
    def check(told: list[tuple[str, str, bool]]) -> None:
        last: dict[str, str] = {}
        for who, path, with_mark in told:
            status, body, mark = world.get(who, path, mark=last.get(path, "") if with_mark else "")
            assert status[:3] in ("200", "302", "304", "404"), (who, path, status)
            assert not _unallowed(who, path, body), (who, path, status)
            last[path] = mark or last.get(path, "")

    check()
    for who in WHO:  # and each does get what is theirs
        _status, body, _mark = world.get(who, "/search.json?q=lantern")
        assert {word for word in MARKS if word in body.decode().casefold()} == {
            word for word, readers in MARKS.items() if who in readers
        }
