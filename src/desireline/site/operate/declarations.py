"""What is declared for connectors goes into backups: the files of sources, cards and panels. Secrets do not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from desireline.guide.connectors.api import folder, usable

PARTS = {"sources": ".toml", "cards": ".sql", "panels": ".sql"}
BESIDE = ".restored"


def files(say: Callable[[str], object]) -> Iterator[tuple[str, Path]]:
    """Names and paths. A file that cannot be used is left out and named: it may hold what should not be kept."""
    good = usable()
    for part, end in PARTS.items():
        for path in sorted((folder() / part).glob(f"*{end}")):
            name = f"{part}/{path.name}"
            if name in good and not path.is_symlink():
                yield name, path
            else:
                say(f"{name}: left out, it cannot be used as it is")


def fits(name: str) -> bool:
    """Whether a name in a backup is that of such a file."""
    path = PurePosixPath(name)
    return len(path.parts) == 2 and PARTS.get(path.parts[0]) == path.suffix and "\\" not in name


def put_back(archive: zipfile.ZipFile, names: Iterable[str], *, say: Callable[[str], object]) -> None:
    """Write the files back. One that is here and says something else stays; what was kept is put beside it."""
    for name in names:
        path, kept = folder() / name, archive.read(f"connect/{name}")
        if path.exists() and path.read_bytes() != kept:
            path = path.with_name(path.name + BESIDE)
            say(f"connect/{name} is here already and stays; that of the backup is {path.name} beside it")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(kept)
        except OSError as error:  # the rows are back by now
            say(f"connect/{name} cannot be written: {error.strerror}. Take it out of the backup by hand")


def named(manifest: Mapping[str, object]) -> dict[str, str]:
    """Names and checksums in a backup; none in those of older versions."""
    found = manifest.get("connect")
    return dict(found) if isinstance(found, dict) else {}
