from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connections, transaction

from desireline.kit.options.models import Option
from desireline.kit.writes import api
from desireline.kit.writes.api import write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _grouped(settings: Any) -> Iterator[None]:
    settings.WRITES = "grouped"
    yield
    api.stop()


def put(key: str) -> Callable[[], str]:
    def work() -> str:
        Option.objects.create(key=key, value=key)
        return key

    return work


def refuse(key: str) -> Callable[[], str]:
    def work() -> str:
        put(key)()
        raise ValueError(key)

    return work


def kept() -> set[str]:
    return set(Option.objects.values_list("key", flat=True))


def at_once(works: list[Callable[[], str]]) -> list[Any]:
    """What each of the works returned or raised, handed in while the writer is busy, so that they share a commit."""

    def one(work: Callable[[], str]) -> Any:
        try:
            return write(work)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    started, busy = threading.Event(), threading.Event()

    def hold() -> str:
        started.set()
        return str(busy.wait(10))

    with ThreadPoolExecutor(len(works) + 1) as pool:
        first = pool.submit(one, hold)
        assert started.wait(10)
        found = [pool.submit(one, work) for work in works]
        time.sleep(0.3)
        busy.set()
        first.result()
        return [future.result() for future in found]


def test_what_a_write_returns_is_committed_and_seen_by_others() -> None:
    assert write(put("a")) == "a"
    with ThreadPoolExecutor(1) as pool:

        def look() -> set[str]:
            try:
                return kept()
            finally:
                connections.close_all()

        assert "a" in pool.submit(look).result()


def test_one_that_fails_takes_no_other_with_it() -> None:
    found = at_once([put("a"), refuse("b"), put("c"), put("a"), put("d")])
    assert found[0] == "a" or found[3] == "a"
    assert isinstance(found[1], ValueError)
    assert [found[2], found[4]] == ["c", "d"]
    assert kept() & {"a", "b", "c", "d"} == {"a", "c", "d"}
    assert len([one for one in (found[0], found[3]) if isinstance(one, Exception)]) == 1  # the key is unique


def test_many_that_wait_share_few_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []
    commit = api._Writer._commit

    def counted(self: Any, batch: list[Any]) -> None:
        batches.append(len(batch))
        commit(self, batch)

    monkeypatch.setattr(api._Writer, "_commit", counted)
    assert at_once([put(f"k{n}") for n in range(12)]) == [f"k{n}" for n in range(12)]
    assert sum(batches) == 13
    assert len(batches) <= 5


def test_inside_a_transaction_it_is_part_of_it() -> None:
    def both() -> None:
        with transaction.atomic():
            write(put("a"))
            refuse("b")()

    with pytest.raises(ValueError, match="b"):
        both()
    assert "a" not in kept()


def test_each_by_itself(settings: Any) -> None:
    settings.WRITES = "each"
    write(put("a"))
    with pytest.raises(ValueError, match="b"):
        write(refuse("b"))
    assert kept() & {"a", "b"} == {"a"}


def test_a_transaction_that_broke_is_told_to_all_of_it_and_the_next_one_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(self: Any, sid: str) -> None:
        raise OperationalError("the server went away")

    monkeypatch.setattr(type(connections["default"]), "_savepoint_rollback", gone)
    found = at_once([put("a"), refuse("b"), put("c")])
    monkeypatch.undo()
    assert [type(one) for one in found] == [
        OperationalError
    ] * 3  # not even those that went well may believe it
    assert kept() & {"a", "b", "c"} == set()
    assert write(put("d")) == "d"
