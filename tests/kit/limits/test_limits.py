import time
from unittest import mock

import pytest
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from desireline.kit.limits.api import TooMany, allow, allows, client_prefix, refund, sweep
from desireline.kit.limits.models import Bucket
from desireline.kit.limits.rules import client_address, prefix, rate_of


@pytest.mark.django_db
def test_the_allowance_ends_and_comes_back_with_time() -> None:
    start = time.time()
    with mock.patch("desireline.kit.limits.api.time.time", return_value=start):
        for _ in range(3):
            allow("vote", 7, rate="3/minute")
        with pytest.raises(TooMany, match="Try again in 1 minute") as caught:
            allow("vote", 7, rate="3/minute")
        assert caught.value.status == 429
        assert 19 <= caught.value.retry_after <= 21
        allow("vote", 8, rate="3/minute")
        allow("idea", 7, rate="3/minute")
    with mock.patch("desireline.kit.limits.api.time.time", return_value=start + 20):
        allow("vote", 7, rate="3/minute")
        assert not allows("vote", 7, rate="3/minute")


@pytest.mark.django_db
def test_a_refused_attempt_costs_nothing_and_a_refund_makes_the_allowance_full() -> None:
    assert [allows("code", "a@b.c", rate="2/hour") for _ in range(9)] == [True, True] + [False] * 7
    refund("code", "a@b.c")
    assert allows("code", "a@b.c", rate="2/hour", cost=2)
    assert not allows("code", "a@b.c", rate="2/hour")


@pytest.mark.django_db
def test_who_is_kept_as_a_hash_and_forgotten_when_full_again() -> None:
    allow("code", "a@b.c", rate="2/second")
    assert "a@b" not in Bucket.objects.get().key
    with mock.patch("desireline.kit.limits.api.time.time", return_value=time.time() + 5):
        assert sweep() == 1


def test_rates_are_read_or_refused() -> None:
    assert rate_of("5/10minute").step == 120
    assert rate_of("20/hours").period == 3600
    for wrong in ("", "5", "0/hour", "5/week", "x/hour"):
        with pytest.raises(ValueError, match="not a rate"):
            rate_of(wrong)


def test_one_subscriber_has_one_prefix() -> None:
    assert prefix("2001:db8:1:2::7") == prefix("2001:db8:1:2:ffff::1") != prefix("2001:db8:1:3::7")
    assert prefix("::ffff:192.0.2.1") == "192.0.2.1"
    assert prefix("rubbish") == "unknown"


@given(st.lists(st.ip_addresses(v=4).map(str), max_size=5), st.integers(0, 3))
def test_a_client_cannot_choose_its_address(forged: list[str], proxies: int) -> None:
    """What trusted proxies append counts, whatever was sent along."""
    added = [f"10.0.0.{n}" for n in range(proxies)]
    found = client_address("192.0.2.9", ", ".join(forged + added), proxies=proxies)
    assert found == (added[0] if proxies else "192.0.2.9")


def test_the_header_counts_only_behind_trusted_proxies() -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.7"}, REMOTE_ADDR="192.0.2.1")
    assert client_prefix(request) == "192.0.2.1"
    with override_settings(TRUSTED_PROXIES=1):
        assert client_prefix(request) == "198.51.100.7"
