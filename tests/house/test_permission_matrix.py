"""Every route for eight people. A route without a row fails: nobody has said who may use it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.matrix import PRINCIPALS, Row, collect, person, routes

ROWS = collect()


def test_every_route_has_a_row() -> None:
    missing = sorted({name for name, _path in routes()} - {row.route for row in ROWS})
    assert not missing, f"{len(missing)} routes without a row in any tests/**/matrix.py: {', '.join(missing)}"


def test_every_row_is_of_a_route() -> None:
    known = {name for name, _path in routes()}
    assert [str(row) for row in ROWS if row.route not in known] == []


def test_rows_of_a_route_are_told_apart() -> None:
    names = [str(row) for row in ROWS]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("principal", PRINCIPALS)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_gets_what_the_row_says(row: Row, principal: str, cast: Cast, client: Client) -> None:
    made = dict(row.make(cast)) if row.make else {}
    who = person(cast, principal)
    if who is not None:
        client.force_login(who)
    address = made.get("path") or reverse(row.route, kwargs=made.get("kwargs"), query=made.get("query"))
    send = getattr(client, row.method.lower())
    response = send(address, made.get("data", {}), **made.get("extra", {}))
    response.close()
    assert response.status_code == row.expected(principal), f"{principal}: {row}"
