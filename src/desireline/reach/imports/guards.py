"""What an archive may be: the limits, and the checks of a zip before anything in it is read.

Nothing is ever unpacked to disk; members are streamed. So a strange name cannot write anywhere, but it is refused all
the same: no honest exporter makes one.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from typing import IO

from desireline.reach.imports.words import Place, Refusal, Text, say

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes unless said otherwise. The ratio is only asked of members large enough to hurt."""

    members: int = 50_000
    directory: int = 16 * MIB
    compressed: int = 4096 * MIB
    expanded: int = 16_384 * MIB
    ratio: int = 150
    ratio_from: int = 32 * MIB
    sheet_expanded: int = 256 * MIB
    shared_strings: int = 48 * MIB
    rows: int = 20_000_000
    columns: int = 512
    field: int = MIB
    line: int = 4 * MIB
    item: int = 8 * MIB
    attachment: int = 64 * MIB


LIMITS = Limits()

_BOMB = say("It looks like an archive made to fill up a computer, not like an export.")
_AGAIN = say("Export it again from the earlier tool, or unpack it and import its files one by one.")
_HONEST = say("Please ask whoever gave you this file where it comes from.")
_EOCD, _EOCD64 = b"PK\x05\x06", b"PK\x06\x06"


def check_directory(stream: IO[bytes], *, name: str, limits: Limits = LIMITS) -> None:
    """Look at the end record of a zip, before the whole directory is read into memory."""
    size = stream.seek(0, 2)
    if size > limits.compressed:
        raise _refused(name, say("The file is larger than {mb} MB.", mb=limits.compressed // MIB), _AGAIN)
    stream.seek(max(0, size - 65_557 - 76))
    tail = stream.read()
    at = tail.rfind(_EOCD)
    if at < 0 or len(tail) < at + 22:
        raise _refused(name, say("The zip file is cut off or damaged: its end is missing."), _AGAIN)
    entries, directory = struct.unpack("<HI", tail[at + 10 : at + 16])
    at64 = tail.rfind(_EOCD64, 0, at)
    if at64 >= 0 and len(tail) >= at64 + 48:
        entries, directory = struct.unpack("<QQ", tail[at64 + 32 : at64 + 48])
    if entries > limits.members or directory > limits.directory:
        raise _refused(name, say("The zip file says that it holds {n} files.", n=entries), _HONEST)
    stream.seek(0)


def check_members(archive: zipfile.ZipFile, *, size: int, name: str, limits: Limits = LIMITS) -> None:
    """Refuse odd names, nested archives, encryption, overlaps and bombs. `size` is that of the zip file itself."""
    infos = archive.infolist()
    if len(infos) > limits.members:
        raise _refused(name, say("The zip file holds {n} files.", n=len(infos)), _HONEST)
    if len({info.filename for info in infos}) < len(infos):
        raise _refused(name, say("The zip file holds two files of the same name."), _HONEST)
    if sum(info.compress_size for info in infos) > size:
        raise _refused(name, _BOMB, _HONEST)
    if sum(info.file_size for info in infos) > limits.expanded:
        raise _refused(name, _BOMB, _HONEST)
    for info in infos:
        _check_member(info, name=name, limits=limits)


def _check_member(info: zipfile.ZipInfo, *, name: str, limits: Limits) -> None:
    if info.flag_bits & 0x1:
        raise _refused(name, say("The zip file is encrypted."), say("Make one without a password."))
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(name, say("“{member}” is packed in an unusual way.", member=info.filename), _AGAIN)
    if odd_name(info.filename):
        raise _refused(
            name, say("A file in the archive has an odd name: “{member}”.", member=info.filename), _HONEST
        )
    if info.filename.lower().endswith(
        (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar")
    ) and not _blob(info):
        raise _refused(
            name,
            say("There is an archive inside the archive: “{member}”.", member=info.filename),
            say("Take it out and import it by itself."),
        )
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1):
        raise _refused(name, _BOMB, _HONEST)


def _blob(info: zipfile.ZipInfo) -> bool:
    """People attach zips to their ideas: those are carried as they are, and never opened."""
    return "blobs/" in info.filename or "files/" in info.filename


def odd_name(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return (
        name.startswith(("/", "\\"))
        or ".." in parts
        or ":" in parts[0]
        or len(name) > 500
        or any(ord(letter) < 32 or ord(letter) == 127 for letter in name)
    )


def _refused(name: str, message: Text, remedy: Text) -> Refusal:
    return Refusal(message, remedy, where=Place(name))
