"""The comments that a SELECT begins with: `-- source: shop`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from desireline.guide.connectors.reading import SourceFault

HEADER = re.compile(r"--\s*(?P<name>[a-z]+(?: [a-z]{2})?)\s*:\s*(?P<value>.*?)\s*")


def heading(path: Path, names: Sequence[str]) -> tuple[str, str, dict[str, str]]:
    """What the file is called in messages, its text, and what its heading says. SourceFault where that is wrong."""
    file = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise SourceFault(file, "", "cannot be read as UTF-8 text.") from None
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("--"):
            break
        if said := HEADER.fullmatch(line.strip()):
            found[said["name"]] = said["value"]
    unknown = [name for name in found if name not in names and name.partition(" ")[0] != "label"]
    if unknown:
        raise SourceFault(
            file, unknown[0], f"is not known here. Known are: {', '.join(names)}, label, label de."
        )
    if not found.get("source"):
        raise SourceFault(file, "source", "is missing. Write “-- source: NAME” on the first line.")
    return file, text, found


def labels(found: Mapping[str, str], name: str) -> dict[str, str]:
    """By language what it is called; "" is for all others."""
    said = {key.partition(" ")[2]: value for key, value in found.items() if key.startswith("label")}
    return {"": name.replace("_", " ").capitalize(), **said}


def number(found: Mapping[str, str], key: str, default: str, file: str) -> int:
    value = found.get(key, default)
    if not value.isdecimal():
        raise SourceFault(file, key, f"is “{value}”. Write a whole number.")
    return int(value)
