from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desireline.kit.text.api import _PLAIN, _markdown, markdown


@given(st.text(alphabet="aB ß9_*#-.,;:?!'()<&\n1Жé", max_size=40))
def test_a_plain_line_becomes_what_markdown_makes_of_it(text: str) -> None:
    assert markdown(text) == _markdown(text)


@given(st.from_regex(_PLAIN, fullmatch=True))
def test_whatever_counts_as_plain_is_plain(text: str) -> None:
    assert markdown(text) == _markdown(text)
