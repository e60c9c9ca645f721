from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from desireline.kit.jobs.api import Job, run_all
from desireline.people.identity.api import own
from desireline.people.letters import posting
from desireline.people.letters.api import Letter
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_the_worker(settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAIL_AT_ONCE = False


def test_a_letter_arrives_as_it_was_written() -> None:
    letter = Letter("S", "Title", ["One"], code="AB12", button=("Open", "/me"), links=[("Stop", "/stop")])
    with override("de"):
        posting.post("carla@example.org", letter)
    assert mail.outbox == []
    assert run_all() == 1
    (sent,) = mail.outbox
    assert sent.to == ["carla@example.org"]
    assert "AB12" in sent.body
    assert "http://localhost:8000/stop" in sent.body
    assert 'lang="de"' in str(sent.alternatives[0][0])


def test_what_was_sent_is_forgotten_and_what_is_late_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    posting.post("a@example.org", Letter("S", "T", code="AB12"))
    run_all()
    posting.forget_sent()
    assert not Job.objects.filter(kind=posting.KIND).exists()
    posting.post("a@example.org", Letter("S", "T", code="AB12"))
    monkeypatch.setattr(posting, "TOO_LATE", -1)
    run_all()
    assert len(mail.outbox) == 1
    Job.objects.update(failed=True, finished=timezone.now() - 2 * posting.KEPT)
    posting.forget_sent()
    assert not Job.objects.exists()


def test_asking_for_a_code_sends_nothing_in_the_request(cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    for number, address in enumerate(("carla@example.org", "nobody@example.org"), 1):
        answer = Client().post("/sign-in/code", {"email": address})
        assert answer.status_code == 302
        assert mail.outbox == []
        assert Job.objects.filter(kind=posting.KIND).count() == number
    run_all()
    assert {sent.to[0] for sent in mail.outbox} == {"carla@example.org", "nobody@example.org"}
