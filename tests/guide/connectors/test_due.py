"""Sources come round by themselves, and the worker brings them in a process of its own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from desireline.guide.connectors import apart, due
from desireline.guide.connectors.models import CardSet, SourceRun
from desireline.guide.connectors.runs import bury_the_dead
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Job, Progress
from tests.guide.connectors.place import SHOP, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "installed", lambda: True)


def ran(ago: float, state: str = "good") -> SourceRun:
    at = timezone.now() - timedelta(minutes=ago)
    return SourceRun.objects.create(source="shop", state=state, started=at, finished=at)


def test_a_new_source_is_due_at_once_and_asked_for_once(root: Path) -> None:
    write(root, "sources/shop.toml", SHOP)
    assert due.look_around() == 1
    assert due.look_around() == 1
    assert Job.objects.filter(kind="connect.sync").count() == 1


@pytest.mark.parametrize(
    ("ago", "state", "asked"), [(59, "good", 0), (61, "good", 1), (9, "failed", 0), (11, "failed", 1)]
)
def test_a_source_is_due_when_its_time_is_over_and_sooner_when_it_failed(
    root: Path, ago: float, state: str, asked: int
) -> None:
    write(root, "sources/shop.toml", SHOP)
    ran(ago, state)
    assert due.look_around() == asked


def test_a_source_that_is_never_brought_by_itself_is_not(root: Path) -> None:
    write(root, "sources/shop.toml", SHOP.replace('"1 hour"', '"never"'))
    assert due.look_around() == 0


def test_cards_of_a_removed_file_have_their_taking_away_asked_for(root: Path) -> None:
    CardSet.objects.create(name="order", source="shop", type="order")
    due.look_around()
    assert Job.objects.get().kind == "connect.forget"


def test_a_run_that_was_killed_is_called_so(root: Path) -> None:
    ran(5, "running")
    assert bury_the_dead() == 1
    assert "stopped in the middle" in SourceRun.objects.get().error


def test_the_last_words_of_the_other_process_are_the_failure_of_the_job(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "program"
    program.write_text(
        "#!/bin/sh\n"
        'echo \'{"stage": "read", "name": "orders", "done": 5, "all": null}\'\n'
        "echo noise\n"
        'echo \'{"error": "The shop is closed."}\'\n'
        "exit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(apart.sys, "executable", str(program))
    seen: list[Any] = []
    with pytest.raises(Refused, match=r"The shop is closed\."):
        apart.run("sync", "shop", by=None, progress=Progress(lambda one: seen.append((one.done, one.note))))
    assert seen == [(5, "Read rows")]
