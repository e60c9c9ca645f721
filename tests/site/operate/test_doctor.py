from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from desireline.kit.jobs.api import Job
from desireline.kit.jobs.pulse import beat
from desireline.site.check import base_url
from desireline.site.operate import checks, checks_address
from desireline.site.operate.doctor import as_data, as_lines, examine, has_errors

pytestmark = pytest.mark.django_db


def test_the_database_is_safe() -> None:
    assert checks.database().level in {"ok", "error"}  # an in-memory database has no WAL
    assert checks._sqlite("3.53.4", "wal", "FULL").level == "ok"
    assert checks._sqlite("3.40.1", "wal", "FULL").level == "error"
    assert checks._sqlite("3.53.4", "delete", "FULL").level == "error"
    assert checks._sqlite("3.53.4", "wal", "NORMAL").level == "warning"


def test_a_silent_worker_is_an_error_and_a_slow_one_a_warning() -> None:
    assert checks.worker().level == "warning"
    beat()
    assert checks.worker().level == "ok"
    Job.objects.create(kind="kit.sweep_jobs", due=timezone.now() - timedelta(minutes=10))
    assert checks.worker().level == "warning"


def test_failed_jobs_are_told_with_their_reason() -> None:
    Job.objects.create(
        kind="kit.sweep_jobs", finished=timezone.now(), failed=True, error="Traceback\nOSError: full"
    )
    assert "OSError: full" in checks.jobs().text


def test_a_folder_that_cannot_be_written_is_an_error(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "missing"
    assert checks.data_folder().level == "error"
    settings.DATA = tmp_path
    assert checks.data_folder().level == "ok"
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o644)
    assert "chmod 600" in checks.data_folder().mend


def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    from collections import namedtuple

    settings.DATA = tmp_path
    usage = namedtuple("usage", "total used free")
    for free, level in ((10**6, "error"), (500 * 2**20, "warning"), (10**11, "ok")):
        monkeypatch.setattr(checks.shutil, "disk_usage", lambda path, free=free: usage(10**11 * 2, 0, free))
        assert checks.disk().level == level


@pytest.mark.parametrize(
    ("answer", "level", "words"),
    [
        ((200, "ok\n"), "ok", "answers"),
        ((200, "<html>"), "error", "something else"),
        ((400, ""), "error", "refuses its own host name"),
        (ConnectionRefusedError(111, "refused"), "error", "does not answer"),
    ],
)
def test_the_base_url_is_asked(monkeypatch: pytest.MonkeyPatch, answer: Any, level: str, words: str) -> None:
    def ask(path: str, headers: Any = None) -> tuple[int, str]:
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    monkeypatch.setattr(checks_address, "ask", ask)
    found = checks_address.base_url()
    assert found.level == level
    assert words in found.text


def test_plain_http_on_a_public_host_is_a_warning(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(checks_address, "ask", lambda path: (200, "ok\n"))
    settings.BASE_URL = base_url("http://ideas.bank.test", debug=False)
    assert "not encrypted" in checks_address.base_url().text


def test_proxies_fit_the_address(settings: Any) -> None:
    settings.BASE_URL, settings.TRUSTED_PROXIES = base_url("https://ideas.bank.test", debug=False), 0
    assert checks_address.proxies().level == "warning"
    settings.TRUSTED_PROXIES = 1
    assert checks_address.proxies().level == "ok"
    settings.BASE_URL = base_url("http://localhost:8000", debug=False)
    assert checks_address.proxies().level == "warning"


def test_all_findings_are_told_and_errors_end_with_1(capsys: Any) -> None:
    findings = examine()
    assert {"database", "disk", "worker", "mail", "base URL"} <= {finding.part for finding in findings}
    assert has_errors(findings)
    assert all(finding.mend for finding in findings if finding.level != "ok")
    assert any(line.startswith("ERROR") for line in as_lines(findings))
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "--json")
    assert end.value.code == 1
    assert json.loads(capsys.readouterr().out)["healthy"] is as_data(findings)["healthy"] is False
