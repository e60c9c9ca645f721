"""What a file is by its first bytes, whatever it is called, and what may be kept."""

from __future__ import annotations

import re
import unicodedata

PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
TEXT = {"txt": "text/plain", "md": "text/plain", "log": "text/plain", "csv": "text/csv"}
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)


def sniff(head: bytes, name: str) -> str | None:
    """The media type of a file from its first kilobytes; None for what we do not keep.

    The name only tells apart what looks the same inside (office formats are zips, tables are text).
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if head.startswith(b"PK\x03\x04"):
        return OFFICE.get(ending)
    if ending in TEXT and _is_text(head):
        return TEXT[ending]
    return None


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    for cut in range(4):  # the last character may be cut in two
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def safe_name(name: str) -> str:
    """A file name to show and to save under: no path, no control characters, no direction tricks."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C" or c == " ")
    name = re.sub(r'[<>:"|?*]+', "-", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    return (f"{stem[:140]}.{ending[:12]}" if dot and stem else name[:150]) or "file"
