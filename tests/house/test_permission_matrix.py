"""Every route for eight people. A route without a row fails: nobody has said who may use it.

The cast is brought once for all rows. Each row makes its things in a savepoint, and each person asks in one of their
own, so that no cell sees what another did.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import IOBase
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, bring
from tests.conftest import forget_all
from tests.matrix import PRINCIPALS, Row, collect, person, routes

ROWS = collect()


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside did not happen, whatever state the transaction is in."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget_all()


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, dict[str, str]]]:
    """The cast, and the session of each of PRINCIPALS who has one."""
    with django_db_blocker.unblock(), taken_back():
        cast = bring()
        sessions = {}
        for principal in PRINCIPALS:
            who = person(cast, principal)
            if who is not None:
                client = Client()
                client.force_login(who)
                sessions[principal] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield cast, sessions


def ask(row: Row, made: Mapping[str, Any], session: str | None) -> int:
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    address = made.get("path") or reverse(row.route, kwargs=made.get("kwargs"), query=made.get("query"))
    data = made.get("data", {})
    for value in data.values() if isinstance(data, Mapping) else ():
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, IOBase) or hasattr(one, "seek"):
                one.seek(0)
    response = getattr(client, row.method.lower())(address, data, **made.get("extra", {}))
    response.close()
    return int(response.status_code)


def test_every_route_has_a_row() -> None:
    missing = sorted({name for name, _path in routes()} - {row.route for row in ROWS})
    assert not missing, f"{len(missing)} routes without a row in any tests/**/matrix.py: {', '.join(missing)}"


def test_every_row_is_of_a_route() -> None:
    known = {name for name, _path in routes()}
    assert [str(row) for row in ROWS if row.route not in known] == []


def test_rows_of_a_route_are_told_apart() -> None:
    names = [str(row) for row in ROWS]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.django_db
def test_each_gets_what_the_row_says(row: Row, house: tuple[Cast, dict[str, str]]) -> None:
    cast, sessions = house
    made = dict(row.make(copy.deepcopy(cast))) if row.make else {}
    told = {}
    for principal in PRINCIPALS:
        with taken_back():
            told[principal] = ask(row, copy.copy(made), sessions.get(principal))
    assert told == {principal: row.expected(principal) for principal in PRINCIPALS}
