"""Texts are cut as the reference tokenizer cuts them."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.engines.embeddings.minilm import VOCABULARY
from desireline.engines.embeddings.wordpiece import WordPiece

PUBLISHED = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
SAMPLES = json.loads((Path(__file__).parent / "cut.json").read_text(encoding="utf-8"))
# Letters that are newer than the tables of the reference are not asked about.
PLAIN = st.characters(max_codepoint=0x2FFF, exclude_categories=["Cn", "Cs"])


@pytest.fixture(scope="module")
def cut() -> WordPiece:
    return WordPiece.read(VOCABULARY)


def test_the_vocabulary_is_the_published_file_with_its_licence() -> None:
    assert hashlib.sha256(VOCABULARY.read_bytes()).hexdigest() == PUBLISHED
    assert "Apache License" in (VOCABULARY.parent / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_samples_are_cut_as_the_reference_did(cut: WordPiece, text: str) -> None:
    assert cut(text, most=256) == SAMPLES[text]


def test_a_long_text_ends_where_the_model_stops_reading(cut: WordPiece) -> None:
    found = cut("word " * 400, most=256)
    assert len(found) == 256
    assert found[-1] == cut("", most=256)[-1]


def test_what_people_write_is_no_sign_of_the_model(cut: WordPiece) -> None:
    assert cut("[SEP]", most=256)[1:-1] == [
        *cut("[", most=256)[1:-1],
        *cut("sep", most=256)[1:-1],
        *cut("]", most=256)[1:-1],
    ]


@given(st.text(PLAIN | st.sampled_from("aeiouäß ,.-'$€日本"), max_size=40))
def test_any_text_is_cut_as_the_reference_cuts_it(text: str) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    reference = tokenizers.Tokenizer.from_file(str(VOCABULARY))
    reference.no_padding()
    old = all(unicodedata.ucd_3_2_0.category(char) != "Cn" for char in text)
    if old and "[" not in text:
        assert WordPiece.read(VOCABULARY)(text, most=128) == reference.encode(text).ids
