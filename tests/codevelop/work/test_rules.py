from __future__ import annotations

import pytest

from desireline.codevelop.work.rules import frame_source


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://proto.example.com/a/b?x=1#y", "https://proto.example.com/a/b"),
        ("https://Proto.Example.com:8443/", "https://proto.example.com:8443/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.com/a;script-src%20*", "https://example.com/a%3Bscript-src%20*"),
        ("https://example.com/a, b'", "https://example.com/a%2C%20b%27"),
        ("http://example.com/", None),
        ("https://me:secret@example.com/", None),
        ("https://example.com:x/", None),
        ("https://exa mple.com/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_policy_allows_just_that_address(url: str, source: str | None) -> None:
    assert frame_source(url) == source
