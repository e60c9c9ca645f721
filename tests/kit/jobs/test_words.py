"""What a job says is kept as it is marked, and read in any language."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from desireline.kit.errors import Refused
from desireline.kit.jobs import kinds, leases
from desireline.kit.jobs.api import Job, Progress, enqueue, job, kept, refusal, said
from desireline.kit.jobs.running import run

LATER = "A later import of the same tool builds on this one. Undo import %(number)d first."


def test_a_sentence_without_blanks_is_kept_as_it_is() -> None:
    with override("de"):
        text = refusal(Refused(_("This idea is gone.")))
    assert text == "This idea is gone."
    with override("de"):
        assert said(text) == "Diese Idee gibt es nicht mehr."


def test_blanks_are_filled_in_the_language_of_who_reads() -> None:
    with override("de"):
        refused = Refused(_(LATER), number=7)
        text = refusal(refused)
        assert refused.message == str(refused) == said(text)
        assert "Mach zuerst Import 7 rückgängig" in said(text)
    with override("en"):
        assert said(text) == refused.message == LATER % {"number": 7}


def test_what_is_no_text_of_ours_stays() -> None:
    for text in ("", "wishes.csv", '[["', '[["{x}", {}', "[[1, 2, 3]]", "100 % {done}"):
        assert said(text) == text
    assert said(kept(("100 % {done}", {}))) == "100 % {done}"


@pytest.mark.django_db
def test_a_refused_job_is_told_in_each_language() -> None:
    @job("test.refused", label="Refused")
    def refused(payload: dict[str, Any], progress: Progress) -> None:
        raise Refused(_(LATER), number=3)

    try:
        enqueue("test.refused")
        with override("de"):  # the worker's language
            taken = leases.take(["test.refused"], token="a")
            assert taken is not None
            run(taken, progress=Progress())
    finally:
        kinds.KINDS._items.pop("test.refused")
    error = Job.objects.get().error
    with override("en"):
        assert said(error) == LATER % {"number": 3}
    with override("de"):
        assert "Mach zuerst Import 3 rückgängig" in said(error)
