from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from desireline.engines.files.api import open_file, remove, save, save_bytes, send
from desireline.engines.files.rules import safe_name, sniff
from desireline.kit.errors import Refused


def picture(kind: str, size: tuple[int, int] = (40, 20), **values: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **values)
    return out.getvalue()


def test_pictures_lose_their_metadata_and_stand_upright(db: None) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera of Carla"
    stored = save_bytes(picture("JPEG", exif=exif), name="IMG.JPG")
    with open_file(stored) as kept:
        data = kept.read()
    assert b"Camera of Carla" not in data
    with Image.open(io.BytesIO(data)) as found:
        assert found.size == (20, 40) == (stored.width, stored.height)
        assert not found.getexif()


def test_code_behind_a_picture_is_gone(db: None) -> None:
    stored = save_bytes(picture("GIF") + b"<script>alert(1)</script>", name="x.gif")
    with open_file(stored) as kept:
        assert b"script" not in kept.read()
    assert stored.type == "image/webp"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.png"),
        (b"<html>", "page.html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.svg"),
        (b"MZ\x90\0", "run.exe"),
        (b"PK\x03\x04aaaa", "archive.zip"),
        (b"\x89PNG\r\n\x1a\nnot a picture", "broken.png"),
        (b"binary\0inside", "notes.txt"),
    ],
)
def test_what_we_do_not_keep(db: None, data: bytes, name: str) -> None:
    with pytest.raises(Refused):
        save_bytes(data, name=name)


def test_too_large_is_said_with_the_limit(db: None, settings: object) -> None:
    settings.MAX_UPLOAD = 1024 * 1024  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="1 MiB"):
        save(SimpleUploadedFile("big.txt", b"x" * (1024 * 1024 + 1)))


def test_what_a_file_is_follows_from_its_bytes() -> None:
    assert sniff(b"%PDF-1.7", "notes.txt") == "application/pdf"
    assert sniff("ü,1\n".encode(), "table.csv") == "text/csv"
    assert sniff("ü".encode()[:1], "cut.txt") == "text/plain"
    assert sniff(b"PK\x03\x04", "text.docx") is not None
    assert sniff(b"text", "no-ending") is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\a\\b.png", "b.png"), ("a\r\nb.txt", "ab.txt"), ("\u202egnp.txt", "gnp.txt"), ("", "file")],
)  # fmt: skip
def test_names_are_only_names(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_only_pictures_are_shown_and_nothing_can_run(db: None) -> None:
    request = RequestFactory().get("/")
    shown = send(request, save_bytes(picture("PNG"), name="a.png"))
    loaded = send(request, save_bytes(b"%PDF-1.7 ...", name='räport "1".pdf'))
    assert shown["Content-Disposition"].startswith("inline")
    assert loaded["Content-Disposition"].startswith("attachment")
    for answer in (shown, loaded):
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
        answer.close()


@pytest.mark.django_db(transaction=True)
def test_a_removed_file_is_gone() -> None:
    stored = save_bytes(b"text", name="a.txt")
    key = stored.key
    remove(stored)
    stored.key = key
    with pytest.raises(FileNotFoundError):
        open_file(stored)
