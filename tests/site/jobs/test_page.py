from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from desireline.kit.jobs.api import Job, Progress, known_kinds
from desireline.kit.jobs.pulse import beat
from desireline.people.identity.models import Person
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


def test_what_comes_round_is_told_once_with_its_last_and_its_next_run(ada: Client) -> None:
    now = timezone.now()
    make(kind="search.weights", key="every:search.weights", finished=now - timedelta(minutes=3))
    make(kind="search.weights", key="every:search.weights", due=now + timedelta(minutes=9))
    page = ada.get("/team/jobs").content.decode()
    assert page.count("Tell the search what has most support") == 1
    assert "3 minutes ago" in page
    assert "in 8 minutes" in page or "in 9 minutes" in page


def test_names_and_notes_are_in_the_language_of_the_reader(ada: Client, cast: Cast) -> None:
    progress = Progress()
    with override("de"):  # the worker's
        progress.step(3, note=gettext_lazy("Nothing waits."))
    assert progress.note == "Nothing waits."
    make(kind="search.weights", finished=timezone.now(), note="Keyboard shortcuts")
    Person.objects.filter(pk=cast.ada.pk).update(language="de")
    page = ada.get("/team/jobs").content.decode()
    assert "Der Suche sagen" in page
    assert "Tastenkürzel" in page
    assert "Tell the search" not in page


def test_the_name_of_a_file_is_shown_as_it_is_and_an_unknown_kind_says_so(ada: Client) -> None:
    make(kind="gone.away", finished=timezone.now(), note="votes%s.csv")
    page = ada.get("/team/jobs").content.decode()
    assert "votes%s.csv" in page
    assert "Work of another version (gone.away)" in page


def test_every_kind_of_job_has_a_name_for_people() -> None:
    assert {
        kind: name for kind, name in known_kinds().items() if not name or name == kind or "." in name
    } == {}


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
    with django_assert_max_num_queries(18):
        ada.get("/team/jobs")
