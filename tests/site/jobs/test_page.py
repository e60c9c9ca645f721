from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.kit.jobs.api import Job
from desireline.kit.jobs.pulse import beat
from tests.cast import Cast


def make(**values: Any) -> Job:
    return Job.objects.create(kind=values.pop("kind", "kit.sweep_jobs"), **values)


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ada)
    return client


def test_the_page_shows_what_runs_waits_failed_and_finished(ada: Client) -> None:
    now = timezone.now()
    make(
        lease="a",
        leased_until=now + timedelta(minutes=1),
        started=now,
        done_steps=3,
        all_steps=1200,
        note="votes",
    )
    make(due=now + timedelta(minutes=5))
    make(finished=now, failed=True, tries=6, error="Traceback ...\nValueError: <b>no</b> such board")
    make(finished=now, note="swept 12")
    page = ada.get("/team/jobs").content.decode()
    assert "3 / 1,200" in page
    assert "ValueError: &lt;b&gt;no&lt;/b&gt; such board" in page
    assert "6 tries" in page
    assert "swept 12" in page
    assert "No worker has been heard of yet" in page


def test_the_warning_goes_when_the_worker_is_alive(ada: Client) -> None:
    beat()
    assert "heard of" not in ada.get("/team/jobs").content.decode()


def test_the_refresh_is_only_the_list(ada: Client) -> None:
    part = ada.get("/team/jobs", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Nothing waits" in part


def test_try_again_lets_a_failed_job_wait(ada: Client) -> None:
    failed = make(finished=timezone.now(), failed=True)
    assert ada.post(f"/team/jobs/{failed.pk}/retry").status_code == 302
    assert Job.objects.get(pk=failed.pk).finished is None
    page = ada.post(f"/team/jobs/{failed.pk}/retry", follow=True).content.decode()
    assert "has not failed" in page


def test_the_number_of_queries_does_not_grow(ada: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(40):
        make(finished=timezone.now())
    ada.get("/team/jobs")
    with django_assert_max_num_queries(16):
        ada.get("/team/jobs")
