"""Cells that a spreadsheet will show and never run: see `kit.text.cells`."""

from desireline.kit.text.cells import harmless, plain

__all__ = ["harmless", "plain"]
