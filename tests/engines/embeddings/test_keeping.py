"""Nothing is embedded twice."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from desireline.engines.embeddings import api, keeping
from desireline.engines.embeddings.models import TextVector
from tests.engines.embeddings.standin import Standin

pytestmark = pytest.mark.django_db


def test_a_text_is_embedded_once_however_often_and_however_spaced(standin: Standin) -> None:
    first = api.kept(["Lost my card", "lost  my\ncard", "Lost my card"])
    again = api.kept([" Lost my card "])
    assert standin.asked == ["Lost my card", "lost my card"]
    assert first is not None
    assert again is not None
    assert np.array_equal(again[0], first[0])
    assert np.allclose(np.linalg.norm(first, axis=1), 1, atol=1e-6)


def test_half_precision_keeps_the_direction(standin: Standin) -> None:
    texts = [f"text number {n}" for n in range(30)]
    exact, kept = standin.embed(texts), api.kept(texts)
    assert kept is not None
    assert np.all((exact * kept).sum(axis=1) > 0.99999)
    assert TextVector.objects.count() == 30
    assert len(bytes(TextVector.objects.values_list("vector", flat=True)[0])) == 2 * standin.size


def test_another_model_has_vectors_of_its_own(standin: Standin) -> None:
    api.kept(["one text"])
    standin.name = "another"
    api.kept(["one text"])
    assert len(standin.asked) == 2


def test_progress_counts_texts_and_ends_with_all(standin: Standin) -> None:
    api.kept(["a"])
    told: list[int] = []
    api.kept(["a", "b", "b", "c"], tell=told.append)
    assert told[0] == 1
    assert told[-1] == 4


def test_what_nobody_asked_for_in_three_months_is_forgotten(standin: Standin) -> None:
    api.kept(["old", "used"])
    TextVector.objects.update(used=timezone.now().date() - timedelta(days=100))
    api.kept(["used"])
    assert keeping.forget_unused() == 1
    api.kept(["used"])
    assert standin.asked == ["old", "used"]


def test_known_texts_take_one_query(standin: Standin, django_assert_num_queries: object) -> None:
    texts = [f"text {n}" for n in range(300)]
    api.kept(texts)
    with django_assert_num_queries(1):  # type: ignore[operator]
        api.kept(texts)


def test_without_a_model_the_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "embedder", lambda: None)
    assert api.model() is None
    assert api.embed(["text"]) is None
    assert api.kept(["text"]) is None
    api.release()
