"""Charts say the same as their numbers, in well-formed SVG, and trust no label."""

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from desireline.kit.charts import svg
from desireline.kit.charts.api import (
    Bar,
    Interval,
    Part,
    Point,
    Series,
    bars,
    intervals,
    landscape,
    line,
    samples,
    share,
    spark,
)

EVIL = "</title><script>alert(1)</script>\"'&"
DRAWN = [
    landscape([Point(8, 3, EVIL, 7, 9, 2, 4, href="/x?a=1&b=\"'")]),
    bars([Bar(EVIL, 3, EVIL)], title=EVIL),
    share([Part(EVIL, 1), Part("none", 0)], title=EVIL),
    line([Series(EVIL, [1, None, 3], [0, 1, 2], [2, 3, 4])], [EVIL, "b", "c"], title=EVIL),
    spark([1, 2, 3], title=EVIL),
    intervals([Interval(EVIL, 5, 3, 7, EVIL)], title=EVIL, mark=4),
]
NONE = [
    landscape([]),
    bars([], title="t"),
    share([], title="t"),
    line([], [], title="t"),
    line([Series("flat", [2, 2])], ["a", "b"], title="t"),
    spark([], title="t"),
    spark([4], title="t"),
    intervals([], title="t"),
    bars([Bar("zero", 0)], title="t"),
    *(drawing for drawing, _caption in samples()),
]


def tree(drawing: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


def kinds(drawing: Markup, kind: str) -> list[ElementTree.Element]:
    return [e for e in tree(drawing).iter() if kind in (e.get("class") or "").split()]


@pytest.mark.parametrize("drawing", [*DRAWN, *NONE])
def test_a_chart_is_well_formed_and_named(drawing: Markup) -> None:
    root = tree(drawing)
    linked = any(e.get("href") for e in root.iter())
    assert root.get("role") == ("group" if linked else "img")
    assert root.get("aria-label")
    assert root[0].tag.endswith("title")
    assert "nan" not in drawing.lower()


@pytest.mark.parametrize("drawing", DRAWN)
def test_labels_are_escaped(drawing: Markup) -> None:
    assert "<script" not in drawing
    assert not any(e.tag.endswith("script") for e in tree(drawing).iter())


@pytest.mark.parametrize("drawing", [*DRAWN, *NONE])
def test_no_inline_style(drawing: Markup) -> None:
    assert not re.search(r"\sstyle=|\sfill=|\sstroke=|<style", drawing)


def test_the_landscape_puts_importance_along_and_satisfaction_up() -> None:
    low, high = kinds(landscape([Point(2, 1, "a"), Point(9, 8, "b")]), "point")
    assert float(low.get("cx") or 0) < float(high.get("cx") or 0)
    assert float(low.get("cy") or 0) > float(high.get("cy") or 0)


def test_labels_of_the_landscape_never_lie_on_each_other() -> None:
    crowd = [Point(7 + n / 40, 4, f"outcome number {n}") for n in range(12)]
    drawn = landscape(crowd)
    assert len(kinds(drawn, "point")) == 12
    assert 1 <= len(kinds(drawn, "tag")) < 12


def test_whiskers_only_where_both_ends_are_known() -> None:
    assert len(kinds(landscape([Point(5, 5, "a", 4, 6)]), "whisker")) == 1
    assert not kinds(landscape([Point(5, 5, "a", 4)]), "whisker")


def test_bars_share_one_scale() -> None:
    one, two = kinds(bars([Bar("a", 10), Bar("b", 5)], title="t"), "bar")
    assert float(one.get("width") or 0) == pytest.approx(2 * float(two.get("width") or 0), rel=0.01)


def test_a_gap_breaks_the_line() -> None:
    assert len(kinds(line([Series("a", [1, 2, None, 4, 5])], list("abcde"), title="t"), "trace")) == 2


def test_shares_fill_the_bar() -> None:
    drawn = kinds(share([Part("a", 1), Part("b", 3)], title="t", width=400), "c1")[0]
    assert float(drawn.get("x") or 0) + float(drawn.get("width") or 0) == pytest.approx(400)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, [0, 2.5, 5, 7.5, 10]),
        (0, 60, [0, 20, 40, 60]),
        (0, 1, [0, 0.25, 0.5, 0.75, 1]),
        (3, 3, [3]),
        (-4, 4, [-4, -2, 0, 2, 4]),
    ],
)
def test_ticks_are_round(low: float, high: float, expected: list[float]) -> None:
    assert svg.ticks(low, high) == expected


def test_coordinates_are_short() -> None:
    assert svg.number(1.04) == "1"
    assert svg.number(-0.01) == "0"
    assert svg.number(-0.7) == "-0.7"
