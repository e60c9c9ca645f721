"""Cells that a spreadsheet will show and never run."""

from __future__ import annotations

_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")
_INVISIBLE = (
    " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u2060\u3000\ufeff"
)


def harmless(cell: str) -> str:
    """The cell with a ' before it when a spreadsheet might take it for a formula, else as it is.

    Spaces in front do not protect, nor do the full-width forms of the signs. Readers of our own files take off one '
    before such a cell (`plain`), so nothing is lost. A cell that itself starts with ' and such a sign gets another one.
    """
    start = cell.lstrip(_INVISIBLE)
    if start[:1] in _DANGEROUS and start:
        return f"'{cell}"
    if start.startswith("'") and _guarded(start):
        return f"'{cell}"
    return cell


def plain(cell: str) -> str:
    """What `harmless` was given."""
    if cell.startswith("'") and harmless(cell[1:]) == cell:
        return cell[1:]
    return cell


def _guarded(start: str) -> bool:
    rest = start.lstrip("'" + _INVISIBLE)
    return bool(rest) and rest[0] in _DANGEROUS
