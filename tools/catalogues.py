"""Compile the translations, or (`--check`) tell whether a compiled one is older than its text."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent / "src" / "desireline"


def compiled(path: Path) -> bytes:
    out = io.BytesIO()
    with path.open("rb") as file:
        write_mo(out, read_po(file, locale=path.parts[-3]))
    return out.getvalue()


stale = []
for po in sorted(ROOT.glob("**/LC_MESSAGES/*.po")):
    mo, fresh = po.with_suffix(".mo"), compiled(po)
    if not mo.exists() or mo.read_bytes() != fresh:
        stale.append(str(po.relative_to(ROOT)))
        if "--check" not in sys.argv:
            mo.write_bytes(fresh)
if stale and "--check" in sys.argv:
    sys.exit(f"Not compiled: {', '.join(stale)}. Run: python tools/catalogues.py")
