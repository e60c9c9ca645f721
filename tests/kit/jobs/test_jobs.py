from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from desireline.kit.errors import Refused
from desireline.kit.jobs import holders, kinds, leases, periods
from desireline.kit.jobs.api import Interrupted, Job, Progress, enqueue, job, lag, retry, run_all, sweep
from desireline.kit.jobs.running import run

pytestmark = pytest.mark.django_db
seen: list[Any] = []
NAMES = ["test.note", "test.breaks", "test.refuses", "test.stops"]


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    seen.clear()

    @job("test.note", label="Note")
    def note(payload: dict[str, Any], progress: Progress) -> None:
        seen.append(payload)
        progress.step(1, 2, "noted")

    @job("test.breaks", label="Breaks", retries=1)
    def breaks(payload: dict[str, Any], progress: Progress) -> None:
        raise ValueError("broken")

    @job("test.refuses", label="Refuses")
    def refuses(payload: dict[str, Any], progress: Progress) -> None:
        raise Refused("No such board.")

    @job("test.stops", label="Stops")
    def stops(payload: dict[str, Any], progress: Progress) -> None:
        raise Interrupted

    yield
    for name in NAMES:
        kinds.KINDS._items.pop(name, None)
        kinds.PERIODS._items.pop(name, None)


def taken(token: str = "a", at: Any = None) -> Job:
    found = leases.take(NAMES, token=token, at=at)
    assert found is not None
    return found


def test_a_job_runs_once_with_its_payload() -> None:
    enqueue("test.note", {"n": 1})
    assert run_all() == 1
    assert run_all() == 0
    assert seen == [{"n": 1}]
    assert Job.objects.filter(finished__isnull=False, done_steps=1, all_steps=2, note="noted").count() == 1


def test_an_unknown_kind_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        enqueue("test.nobody")


def test_a_job_waits_until_it_is_due() -> None:
    later = timezone.now() + timedelta(hours=1)
    enqueue("test.note", due=later)
    assert run_all() == 0
    assert run_all(at=later) == 1


def test_a_key_waits_only_once() -> None:
    first, second = enqueue("test.note", key="k"), enqueue("test.note", key="k")
    assert first == second
    assert run_all() == 1
    assert enqueue("test.note", key="k") != first


def test_what_is_asked_for_while_it_runs_runs_once_more() -> None:
    enqueue("test.note", key="k")
    held = taken()
    enqueue("test.note", key="k")
    run(held, progress=Progress())
    assert run_all() == 1
    assert len(seen) == 2


def test_two_workers_never_get_the_same_job() -> None:
    enqueue("test.note")
    taken("a")
    assert leases.take(NAMES, token="b") is None


def test_the_lease_of_a_dead_worker_expires() -> None:
    enqueue("test.note")
    dead = taken("a")
    heir = taken("b", at=timezone.now() + leases.LEASE * 2)
    assert heir.pk == dead.pk
    assert not leases.renew(dead.pk, token="a", progress=Progress())
    run(dead, progress=Progress())
    assert Job.objects.get(pk=dead.pk).finished is None, "only the holder of the lease may finish"


def test_the_lease_of_a_worker_that_was_killed_here_is_free_at_once() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        living = holders.new_token().replace(f"-{os.getpid()}-", f"-{other.pid}-")
        enqueue("test.note")
        held = taken(living)
        assert leases.free_the_dead() == 0
        other.kill()
        other.wait()
        assert leases.free_the_dead() == 1
    assert taken("b").pk == held.pk
    assert not leases.renew(held.pk, token=living, progress=Progress())


def test_a_job_that_kills_its_workers_waits_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "is_dead", lambda token: True)
    enqueue("test.note")
    for _death in range(leases.DEATHS):
        taken("a")
        assert leases.free_the_dead() == 1
    taken("a")  # at once so far
    assert leases.free_the_dead() == 1
    assert run_all() == 0
    assert run_all(at=timezone.now() + timedelta(seconds=10)) == 1


@pytest.mark.parametrize(
    "token", ["here", "a", "123-abc", "-123-abc", "0011223344-1-abc", "0011223344-x-abc"]
)
def test_of_a_worker_elsewhere_only_the_clock_tells(token: str) -> None:
    enqueue("test.note")
    taken(token)
    assert leases.free_the_dead() == 0


def test_an_error_is_kept_and_tried_again_until_it_is_given_up() -> None:
    enqueue("test.breaks")
    run(taken(), progress=Progress())
    waits = Job.objects.get()
    assert (waits.finished, waits.failed) == (None, False)
    assert waits.due > timezone.now()
    run(taken(at=waits.due), progress=Progress())
    given_up = Job.objects.get()
    assert given_up.failed
    assert "ValueError: broken" in given_up.error


def test_a_refusal_is_not_tried_again() -> None:
    enqueue("test.refuses")
    run(taken(), progress=Progress())
    assert Job.objects.get().failed
    assert Job.objects.get().error == "No such board."


def test_an_interrupted_job_is_free_at_once_and_the_try_does_not_count() -> None:
    enqueue("test.stops")
    run(taken(), progress=Progress())
    assert (Job.objects.get().tries, Job.objects.get().lease) == (0, None)


def test_a_key_is_of_one_kind_alone() -> None:
    """Who asks for something else under a key that runs would get what runs, and never what was asked for."""
    enqueue("test.note", key="it")
    taken()
    with pytest.raises(ValueError, match=r"kind test\.note, not test\.stops"):
        enqueue("test.stops", key="it")
    assert Job.objects.get().again is False


def test_a_failed_job_can_be_tried_again_but_not_beside_the_same_work() -> None:
    failed = enqueue("test.refuses", key="k")
    run(taken(), progress=Progress())
    enqueue("test.refuses", key="k")
    with pytest.raises(Refused):
        retry(failed)
    Job.objects.exclude(pk=failed).delete()
    assert retry(failed).failed is False
    with pytest.raises(Refused):
        retry(failed)


def test_progress_stops_the_handler_when_asked() -> None:
    progress = Progress()
    progress.stop = True
    with pytest.raises(Interrupted):
        progress.step(1)


def test_periodic_jobs_come_round_and_leave_only_the_last_behind() -> None:
    kinds.every("test.note", minutes=10)
    for turn in range(3):
        periods.schedule()
        periods.schedule()
        at = timezone.now() + timedelta(minutes=11 * turn)
        Job.objects.exclude(kind="test.note").delete()
        assert run_all(at=at) == 1
    assert Job.objects.filter(kind="test.note").count() == 2
    periods.schedule()
    waits = Job.objects.get(kind="test.note", finished__isnull=True)
    assert waits.due > timezone.now() + timedelta(minutes=9)


def test_lag_is_the_age_of_the_oldest_due_job() -> None:
    assert lag() == timedelta()
    enqueue("test.note", due=timezone.now() - timedelta(minutes=3))
    assert timedelta(minutes=3) <= lag() < timedelta(minutes=4)


def test_old_finished_jobs_are_swept() -> None:
    old = timezone.now() - timedelta(days=15)
    for failed in (True, False):
        Job.objects.create(kind="test.note", finished=old, failed=failed)
    waiting = enqueue("test.note")
    assert sweep() == 1
    assert set(Job.objects.values_list("failed", flat=True)) == {True, False}
    assert Job.objects.filter(pk=waiting).exists()


def test_a_job_of_a_rolled_back_transaction_never_was() -> None:
    def fails() -> None:
        enqueue("test.note")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(fails)()
    assert run_all() == 0


def test_what_somebody_asked_for_comes_before_what_runs_by_itself() -> None:
    enqueue("test.note", {"n": 1})
    asked = enqueue("test.note", {"n": 2}, by=7)
    assert taken("a").pk == asked
    assert taken("b").payload == {"n": 1}
