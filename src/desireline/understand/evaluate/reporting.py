"""Results as a table for the terminal, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from desireline.maths.alike import DENSE, LEXICAL
from desireline.understand.evaluate.similar import Result


def similar_table(result: Result, *, pairs: bool) -> list[str]:
    """Lines of text."""
    alone = f" {result.alone:,} have no right text and are left out." if result.alone else ""
    lines = [
        f"{result.questions:,} questions against {result.texts:,} texts, {result.told}.{alone}",
        f"Model: {result.model or 'none (pip install desireline[semantic]); words and letters only'}.",
        "",
    ]
    head = ["", "hit@1", "hit@5", "recall@5", "MAP"]
    for one in result.ways[0].thresholds:
        head += [f"right >= {one.at:.2f}", f"{'found' if pairs else 'asked'} >= {one.at:.2f}"]
    rows = [head]
    for way in result.ways:
        got = way.measures
        row = [way.name, *map(_share, (got.hit1, got.hit5, got.recall5, got.mean_average_precision))]
        for one in way.thresholds:
            row += ["–" if one.precision is None else _share(one.precision), _share(one.reached)]
        rows.append(row)
    reached = "of the same pairs" if pairs else "of the questions that get a suggestion"
    return [
        *lines,
        *columns(rows),
        "",
        "recall@5: right ones among the first five, over the most that could be there. MAP: over the first 1,000.",
        f"right >= t: of {'the pairs' if pairs else 'the five suggested'} at cosine t or more, the share that is right;"
        f" {'found' if pairs else 'asked'} >= t: the share {reached}.",
        f"fused: both rankings by reciprocal rank, dense {DENSE:g} : lexical {LEXICAL:g}; cosines as in dense.",
    ]


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows under each other, the first column to the left, numbers to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _share(value: float) -> str:
    return f"{value:.4f}"
