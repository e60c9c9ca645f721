"""Archives of every format, small and large. One place to import the makers from."""

from __future__ import annotations

from tests.reach.imports.archives_canny import canny_json
from tests.reach.imports.archives_csv import (
    clearflask_zip,
    quackback_csv,
    quackback_zip,
    uservoice_comments,
    uservoice_csv,
)
from tests.reach.imports.archives_fider import fider_csv, fider_zip
from tests.reach.imports.making import at, rezipped, workbook, zipped

__all__ = [
    "at",
    "canny_json",
    "clearflask_zip",
    "fider_csv",
    "fider_zip",
    "quackback_csv",
    "quackback_zip",
    "rezipped",
    "uservoice_comments",
    "uservoice_csv",
    "workbook",
    "zipped",
]
