"""What is read from: a file, several, a folder or a zip, all seen as named members that can be opened again."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO
from weakref import WeakSet

from desireline.reach.imports.guards import LIMITS, MIB, Limits, check_directory, check_members, odd_name
from desireline.reach.imports.words import Place, Refusal, say

Member = tuple[str, int, Callable[[], IO[bytes]]]  # name, bytes, how to open it

_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Source(AbstractContextManager["Source"]):
    """Named members. Names are paths with `/`; a folder that holds everything is left off."""

    def __init__(self, name: str, limits: Limits = LIMITS) -> None:
        self.name = name
        self.limits = limits
        self.consumed = 0  # bytes handed out so far, for progress
        self.kept: dict[tuple[str, str], object] = {}  # what was found out about members
        self._members: dict[str, tuple[int, Callable[[], IO[bytes]]]] = {}
        self._streams: WeakSet[IO[bytes]] = WeakSet()

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(self._members)

    @property
    def size(self) -> int:
        return sum(size for size, _ in self._members.values())

    def has(self, member: str) -> bool:
        return member in self._members

    def size_of(self, member: str) -> int:
        return self._members[member][0]

    def open(self, member: str) -> IO[bytes]:
        """Stream a member from its beginning. Damage found on the way is a `Refusal`."""
        stream = io.BufferedReader(_Counted(self, member, self._members[member][1]()), 256 * 1024)
        self._streams.add(stream)
        return stream

    def only(self, *members: str) -> Source:
        """The same source with some of its members alone; closing it closes nothing."""
        part = Source(self.name, self.limits)
        part.kept, part._streams = self.kept, self._streams
        part._members = {member: self._members[member] for member in members}
        return part

    def close(self) -> None:
        """Let go of what is held open, also by readers that stopped in the middle."""
        for stream in tuple(self._streams):
            stream.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _fill(self, found: Iterable[Member]) -> None:
        kept = [(name, size, opener) for name, size, opener in found if not _junk(name)]
        cut = _common_folder([name for name, _, _ in kept])
        self._members = {name[cut:]: (size, opener) for name, size, opener in kept}
        if not self._members:
            raise Refusal(
                say("There is nothing in it."), say("Choose the file that the earlier tool exported.")
            )


class _Counted(io.RawIOBase):
    """A raw stream that counts what it hands out and turns damage into refusals."""

    def __init__(self, source: Source, member: str, stream: IO[bytes]) -> None:
        self._source, self._member, self._stream = source, member, stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        try:
            return self._stream.seek(offset, whence)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise damaged(self._member) from error

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise damaged(self._member) from error
        buffer[: len(data)] = data
        self._source.consumed += len(data)
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


class FileSource(Source):
    """One file or several, each a member."""

    def __init__(self, *paths: Path, limits: Limits = LIMITS) -> None:
        super().__init__(paths[0].name, limits)
        found: list[Member] = []
        for path in paths:
            size = path.stat().st_size
            if size > limits.expanded:
                raise Refusal(
                    say("The file is larger than {mb} MB.", mb=limits.expanded // MIB), say("Split it.")
                )
            name = (
                path.name
                if path.name not in {taken for taken, _, _ in found}
                else f"{len(found)}-{path.name}"
            )
            found.append((name, size, _opener(path)))
        self._fill(found)


class FolderSource(Source):
    """The files below a folder. Links are not followed."""

    def __init__(self, folder: Path, *, limits: Limits = LIMITS) -> None:
        super().__init__(folder.name, limits)
        self._fill(self._found(folder))

    def _found(self, folder: Path) -> Iterator[Member]:
        for number, path in enumerate(sorted(folder.rglob("*"))):
            if number > self.limits.members:
                raise Refusal(
                    say("The folder holds too many files."), say("Choose the folder of the export alone.")
                )
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path.stat().st_size, _opener(path)


class ZipSource(Source):
    """The members of a zip, checked before any is opened."""

    def __init__(self, path: Path, *, limits: Limits = LIMITS) -> None:
        super().__init__(path.name, limits)
        self._file = path.open("rb")
        try:
            check_directory(self._file, name=path.name, limits=limits)
            self._zip = zipfile.ZipFile(self._file)
            check_members(self._zip, size=path.stat().st_size, name=path.name, limits=limits)
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
            self._fill((info.filename, info.file_size, partial(self._open, info)) for info in infos)
        except Refusal:
            self._file.close()
            raise
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, KeyError) as error:
            self._file.close()
            raise damaged(path.name) from error

    def _open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        try:
            return self._zip.open(info)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            raise damaged(info.filename) from error

    def close(self) -> None:
        super().close()
        self._zip.close()
        self._file.close()


def open_source(*paths: Path, limits: Limits = LIMITS) -> Source:
    """A source for a zip, a folder, a file, or several files together. Use it in a `with`."""
    for path in paths:
        if not path.exists():
            raise Refusal(say("There is no file “{path}”.", path=str(path)), say("Check the path."))
    if not paths:
        raise Refusal(say("No file was given."), say("Choose the file that the earlier tool exported."))
    if len(paths) > 1:
        return FileSource(*paths, limits=limits)
    if paths[0].is_dir():
        return FolderSource(paths[0], limits=limits)
    if _starts(paths[0], b"PK\x03\x04") and not is_workbook(paths[0], limits=limits):
        return ZipSource(paths[0], limits=limits)
    return FileSource(paths[0], limits=limits)


def is_workbook(path: Path, *, limits: Limits = LIMITS) -> bool:
    """Whether this zip is a spreadsheet."""
    with path.open("rb") as stream:
        check_directory(stream, name=path.name, limits=limits)
        try:
            return "xl/workbook.xml" in zipfile.ZipFile(stream).NameToInfo
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise damaged(path.name) from error


def damaged(name: str) -> Refusal:
    return Refusal(
        say("“{name}” is cut off or damaged.", name=name),
        say("Download it again from the earlier tool; nothing was lost there."),
        where=Place(name),
    )


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _starts(path: Path, magic: bytes) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(magic)) == magic


def _junk(name: str) -> bool:
    return any(part in name for part in _JUNK) or PurePosixPath(name).name.startswith("._") or odd_name(name)


def _common_folder(names: list[str]) -> int:
    """How many characters of folder all names share: people zip the folder rather than its files."""
    if not names:
        return 0
    first = names[0].split("/")[:-1]
    depth = 0
    while depth < len(first) and all(
        name.split("/")[:-1][: depth + 1] == first[: depth + 1] for name in names
    ):
        depth += 1
    return len("/".join(first[:depth])) + 1 if depth else 0
