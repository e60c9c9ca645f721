from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.signing import Signer
from django.test import RequestFactory

from desireline.kit.errors import Refused
from desireline.listen.entry import guards
from desireline.listen.entry.api import guard
from tests.cast import Cast


def post(person: Any = None, address: str = "198.51.100.7", **data: str) -> Any:
    request = RequestFactory().post("/", data, REMOTE_ADDR=address)
    request.user = person or AnonymousUser()
    return request


def made(seconds: int) -> str:
    import time

    return Signer(salt="form-time").sign(str(int(time.time()) - seconds))


def test_a_filled_trap_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="robot"):
        guard(post(cast.carla, website="x"), "comment")


def test_strangers_need_the_signed_time(db: None) -> None:
    guard(post(made=made(5)), "idea")
    for given in ("", "1:forged", made(0)):
        with pytest.raises(Refused):
            guard(post(made=given), "idea")


def test_one_person_is_limited_and_others_are_not(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guards.RATES, "idea", guards.Rates("3/hour", "100/hour"))
    for _n in range(3):
        guard(post(cast.carla), "idea")
    with pytest.raises(Refused):
        guard(post(cast.carla), "idea")
    guard(post(cast.otto), "idea")


def test_everybody_behind_one_prefix_is_limited_together(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guards.RATES, "idea", guards.Rates("100/hour", "3/hour"))
    for _n in range(3):
        guard(post(made=made(5)), "idea")
    with pytest.raises(Refused):
        guard(post(cast.carla), "idea")
    guard(post(cast.carla, address="203.0.113.9"), "idea")


def test_the_team_is_not_limited(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guards.RATES, "idea", guards.Rates("1/hour", "1/hour"))
    for _n in range(5):
        guard(post(cast.tom), "idea")
