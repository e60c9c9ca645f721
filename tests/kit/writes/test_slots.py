from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from desireline.kit.writes import slots


@pytest.fixture(autouse=True)
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_slots", slots._Slots(2))


def test_two_work_at_once_and_a_third_waits() -> None:
    at_work, go = threading.Semaphore(0), threading.Event()
    counts: list[int] = []
    working = 0

    def work() -> None:
        nonlocal working
        with slots.slot():
            working += 1
            counts.append(working)
            at_work.release()
            assert go.wait(10)
            working -= 1

    with ThreadPoolExecutor(3) as pool:
        found = [pool.submit(work) for _ in range(3)]
        assert at_work.acquire(timeout=10)
        assert at_work.acquire(timeout=10)
        assert not at_work.acquire(timeout=0.2)
        go.set()
        for one in found:
            one.result(10)
    assert max(counts) == 2


def test_who_waits_lets_others_work() -> None:
    meet = threading.Barrier(5)

    def work() -> None:
        with slots.slot(), slots.waiting():
            meet.wait(10)  # all five are inside, two slots or not

    with ThreadPoolExecutor(5) as pool:
        for one in [pool.submit(work) for _ in range(5)]:
            one.result(20)
    assert slots._slots.free == 2


def test_an_error_gives_the_slot_back() -> None:
    def fail() -> None:
        with slots.slot(), slots.waiting():
            raise ValueError("gone")

    for _again in range(3):
        with pytest.raises(ValueError, match="gone"):
            fail()
    assert slots._slots.free == 2


def test_outside_of_a_request_nothing_is_given_up() -> None:
    with slots.waiting():
        assert slots._slots.free == 2


def test_slots_are_given_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_slots", slots._Slots(1))
    served: list[int] = []

    def work(n: int) -> None:
        with slots.slot():
            served.append(n)

    with ThreadPoolExecutor(5) as pool:
        with slots.slot():
            found = []
            for n in range(5):
                found.append(pool.submit(work, n))
                while len(slots._slots._queue) <= n:
                    threading.Event().wait(0.001)
        for one in found:
            one.result(10)
    assert served == list(range(5))
