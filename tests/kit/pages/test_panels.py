from __future__ import annotations

from collections.abc import Callable

from desireline.kit.pages.panels import Panel, panels_of
from desireline.kit.registry import Registry


def test_panels_come_in_their_order_and_who_has_none_is_left_out() -> None:
    registry: Registry[Callable[[str, int], Panel | None]] = Registry("panel")
    registry.add("late", lambda subject, _reader: Panel("late.html", {"of": subject}, order=60))
    registry.add("none", lambda _subject, _reader: None)
    registry.add("early", lambda _subject, reader: Panel("early.html", {"for": reader}, order=10))
    found = panels_of(registry, "it", 7)
    assert [(one.template, one.context) for one in found] == [
        ("early.html", {"for": 7}),
        ("late.html", {"of": "it"}),
    ]
