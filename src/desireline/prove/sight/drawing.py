"""The mind map as SVG: boxes on rings, lines between them, each a link, each branch with a link that folds it."""

from __future__ import annotations

from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from desireline.kit.charts.svg import number
from desireline.maths.mindmap import Box, layout
from desireline.maths.mindmap_text import fit
from desireline.maths.tree import REST, Tree
from desireline.prove.sight.folding import Folding
from desireline.prove.sight.graph import Node, kinds
from desireline.prove.sight.readings import Reading
from desireline.prove.sight.ways import Ways, said_at

FULL, CROWD = 64, 260  # boxes from which on each has one line, and from which on that is small
EDGE = 24.0
WIDE, NARROW, CENTRE = 216.0, 176.0, 240.0
PAD, ICON = 12.0, 20.0


@dataclass(frozen=True, slots=True)
class Face:
    """What a box says: its lines, the smaller ones below, and how large they are."""

    lines: list[str]
    notes: list[str]
    width: float
    size: float

    @property
    def height(self) -> float:
        return 17 + len(self.lines) * self.size * 1.28 + len(self.notes) * 14


def face(node: Node, *, core: bool, many: int, iconed: bool) -> Face:
    """The text of a box, fitted; the more boxes there are, the less each says."""
    if core:
        room = CENTRE - 2 * PAD - 8
        notes = fit(node.note, width=room, lines=3, size=11.5) if node.note else []
        return Face(fit(node.label, width=room, lines=4, size=16), notes, CENTRE, 16)
    if many > CROWD:
        return Face(fit(node.label, width=NARROW - 2 * PAD, lines=1, size=11), [], NARROW, 11)
    room = WIDE - 2 * PAD - (ICON if iconed else 0)
    tall = node.kind in ("outcome", "future")
    if many > FULL:
        return Face(fit(node.label, width=room, lines=2 if tall else 1, size=13), [], WIDE, 13)
    lines = fit(node.label, width=room, lines=4 if tall else 2, size=13)
    return Face(lines, fit(node.note, width=room, lines=1, size=11) if node.note else [], WIDE, 13)


def draw(reading: Reading, shown: Tree, folding: Folding, *, title: str, mirrored: bool) -> Markup:
    """The whole drawing. Places are numbered (`data-n`) and know their parent (`data-p`), for the keyboard."""
    many = len(shown.keys)
    nodes = said_at(reading, shown)
    faces = _faces(nodes, many)
    boxes = layout(
        shown.parents,
        [(one.width, one.height) for one in faces],
        sides=_sides(reading, shown),
        mirrored=mirrored,
    )
    lines = [_line(boxes[up], boxes[place]) for place, up in enumerate(shown.parents) if up >= 0]
    icons = (
        {} if many > CROWD else {key: f"{static('kit/icons.svg')}#{icon}" for key, icon in _icons().items()}
    )
    names = {kind.key: str(kind.name) for kind in kinds()} | {"who": _("Who")}
    ways = Ways(reading, shown, folding)
    drawn = []
    for place, node in enumerate(nodes):
        icon = icons.get(node.kind, "") if place else ""
        inside = _box(node, faces[place], boxes[place], icon, names.get(node.kind, ""), ways.of(place, node))
        below, dot = shown.below[place], ""
        if below and place and node.kind != "rest":
            dot = _dot(boxes[place], below, *ways.fold(place, node))
        flag = reading.flagged.get(shown.keys[place], "") if reading.flagged else ""
        drawn.append(
            f'<g class="node k-{node.kind}{" weak" if node.weak else ""}{" core" if place == 0 else ""}"'
            f' data-n="{place}" data-p="{shown.parents[place]}">{_titled(inside, flag)}{dot}</g>'
        )
    kind = "chart mindmap crowd" if many > CROWD else "chart mindmap"
    return _framed(boxes, title, kind, [f'<path class="ways" d="{"".join(lines)}"/>', *drawn])


def _icons() -> dict[str, str]:
    return {kind.key: kind.icon for kind in kinds()} | {"who": "users"}


def _faces(nodes: list[Node], many: int) -> list[Face]:
    """What each box says. What stands in several branches is fitted once."""
    icons, known = _icons(), dict[tuple[str, int, str], Face]()
    found = [face(nodes[0], core=True, many=many, iconed=False)]
    for node in nodes[1:]:
        key = (node.kind, node.id, node.label)
        said = known.get(key)
        if said is None:
            said = known[key] = face(node, core=False, many=many, iconed=node.kind in icons)
        found.append(said)
    return found


def _sides(reading: Reading, shown: Tree) -> list[int] | None:
    """Of the first level; what is left of it stands where the last one does."""
    if reading.sides is None:
        return None
    found: list[int] = []
    for key, up in zip(shown.keys, shown.parents, strict=True):
        if up == 0:
            found.append(found[-1] if key.startswith(REST) else reading.sides[key])
    return found


def _titled(inside: str, flag: str) -> str:
    return inside.replace("</title>", f" · {escape(flag)}</title>", 1) if flag else inside


def _framed(boxes: list[Box], title: str, kind: str, parts: list[str]) -> Markup:
    left = min(box.x for box in boxes) - EDGE
    top = min(box.y for box in boxes) - EDGE
    width = max(box.x + box.width for box in boxes) + EDGE - left
    height = max(box.y + box.height for box in boxes) + EDGE - top
    view = " ".join(number(value) for value in (left, top, width, height))
    return Markup(  # noqa: S704 - every text was escaped where it was put in
        f'<svg class="{kind}" viewBox="{view}" role="group" aria-label="{escape(title)}"'
        f' xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def _line(above: Box, below: Box) -> str:
    (x1, y1), (x2, y2) = above.outer, below.inner
    half = (x1 + x2) / 2
    return f"M{x1:.0f} {y1:.0f}C{half:.0f} {y1:.0f} {half:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"


def _box(node: Node, said: Face, box: Box, icon: str, kind: str, at: str) -> str:
    lead = ICON if icon else 0
    middle = box.x + lead + (box.width - lead) / 2
    y = box.y + 8 + said.size * 0.95
    texts = []
    for line in said.lines:
        texts.append(f'<text x="{middle:.0f}" y="{y:.1f}">{escape(line)}</text>')
        y += said.size * 1.28
    for line in said.notes:
        texts.append(f'<text class="note" x="{middle:.0f}" y="{y:.1f}">{escape(line)}</text>')
        y += 14
    spoken = escape(" · ".join(filter(None, (node.label, kind, node.note))))
    mark = ""
    if icon:
        mark = f'<use href="{icon}" x="{box.x + PAD - 2:.0f}" y="{box.y + 9:.0f}" width="16" height="16"/>'
    shape = (
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}"'
        f' rx="{12 if said.size > 11 else 7}"/>'
    )
    inside = f"<title>{spoken}</title>{shape}{mark}{''.join(texts)}"
    return f'<a class="open" href="{escape(at)}">{inside}</a>' if at else f"<g>{inside}</g>"


def _dot(box: Box, below: int, opened: bool, href: str, words: str) -> str:
    """The round link at the outer end of a box that opens or folds its branch."""
    x, y = box.outer
    sign = "–" if opened else (str(below) if below < 100 else "…")
    said = escape(words)
    return (
        f'<a class="fold" href="{escape(href)}" aria-label="{said}"><title>{said}</title>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="11"/><text x="{x:.0f}" y="{y + 4:.0f}">{sign}</text></a>'
    )
