"""The style sheet is one small file, uses nothing that breaks a language or the policy, and every brand is readable."""

import gzip
import math
import re
from pathlib import Path

import pytest
from tools import css

FOLDER = css.FOLDER
TOKENS = (FOLDER / "tokens.css").read_text()
COLOUR = r"oklch\(([\d.]+)% ([\d.]+) var\(--hue\)\)"
PAIRS = {
    name: [tuple(map(float, found[:2])), tuple(map(float, found[2:]))]
    for name, *found in re.findall(rf"--([\w-]+): light-dark\({COLOUR}, {COLOUR}\);", TOKENS)
}
HUES = range(0, 360, 15)

READ = [  # text on ground: 4.5 to 1
    *(
        (ink, ground)
        for ink in ("ink", "ink-2", "ink-3")
        for ground in ("paper", "surface", "raised", "sunken")
    ),
    *(("accent-ink", ground) for ground in ("paper", "surface", "raised", "sunken", "accent-soft")),
    *((ink, ground) for ink in ("ink", "ink-2") for ground in ("accent-soft", "tint-soft")),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("tint-ink", "tint-soft"),
    ("tint-ink", "tint-line"),
]
SEE = [  # a control, its state or the focus on its ground: 3 to 1
    *((line, ground) for line in ("edge", "focus") for ground in ("paper", "surface", "raised")),
    ("accent", "surface"),
    ("accent", "paper"),
    ("tint-full", "surface"),
]


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance (WCAG) of an oklch colour, clipped into sRGB as screens do."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    rgb = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, mode: int, hue: float) -> float:
    levels = sorted(luminance(PAIRS[name][mode][0] / 100, PAIRS[name][mode][1], hue) for name in (one, other))
    return (levels[1] + 0.05) / (levels[0] + 0.05)


def test_the_measure_knows_black_and_white() -> None:
    assert luminance(1, 0, 0) == pytest.approx(1, abs=1e-3)
    assert luminance(0, 0, 0) == 0
    assert luminance(0.627955, 0.257683, 29.2339) == pytest.approx(0.2126, abs=1e-3)  # pure red


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, READ), (3.0, SEE)], ids=["text", "controls"])
def test_every_brand_hue_is_readable(least: float, pairs: list[tuple[str, str]], mode: int) -> None:
    weak = [
        (one, other, hue, round(found, 2))
        for one, other in pairs
        for hue in HUES
        if (found := contrast(one, other, mode, hue)) < least
    ]
    assert not weak


def test_kit_css_is_made_from_its_parts() -> None:
    assert (FOLDER / "kit.css").read_text() == css.joined(), "run: python tools/css.py"


def test_kit_css_is_small() -> None:
    assert len(gzip.compress((FOLDER / "kit.css").read_bytes(), 9)) <= 12 * 1024


def test_every_part_is_joined_and_short() -> None:
    files = {path.stem for path in FOLDER.glob("*.css")} - {"kit"}
    assert files == set(css.PARTS)
    for name in files:
        assert len((FOLDER / f"{name}.css").read_text().splitlines()) <= 120


def test_only_logical_properties() -> None:
    physical = re.compile(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|width|height|min-width|max-width):"
    )
    for name in css.PARTS:
        assert not physical.findall((FOLDER / f"{name}.css").read_text()), name


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [*FOLDER.glob("*.css"), *FOLDER.glob("js/*.js")]:
        text = path.read_text()
        assert "@import" not in text
        assert "//" not in text.replace("// ", "").replace('"/', ""), path.name


def test_templates_hold_no_inline_style_or_script() -> None:
    for path in (Path(css.__file__).parents[1] / "src/desireline").rglob("templates/**/*.html"):
        if "letters" in path.parts:
            continue  # mail readers know inline style only
        text = path.read_text()
        assert not re.search(r"\sstyle=|\son\w+=|<style|hx-on|javascript:", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path


def test_scripts_stay_few() -> None:
    scripts = [path.read_text() for path in FOLDER.glob("js/*.js")]
    assert sum(len(text.splitlines()) for text in scripts) < 300
    assert not any(re.search(r"\beval\(|new Function|innerHTML|document\.write", text) for text in scripts)
