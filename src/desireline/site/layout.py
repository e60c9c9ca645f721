"""Where the rooms keep their templates and static files: found, not listed."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ROOMS = (
    "kit",
    "engines",
    "people",
    "futures",
    "listen",
    "understand",
    "codevelop",
    "guide",
    "prove",
    "reach",
    "site",
)


def folders(kind: str) -> list[Path]:
    """Every folder of that name (`templates`, `static`) in a room or in a feature of a room."""
    found: list[Path] = []
    for room in ROOMS:
        found += [ROOT / room / kind, *sorted((ROOT / room).glob(f"*/{kind}"))]
    return [path for path in found if path.is_dir()]
