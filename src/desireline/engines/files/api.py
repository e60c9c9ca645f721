"""Files that people bring. What they hold is found by looking, where they lie is our own choice, and every reading goes
through a view of the feature that knows who may see the thing that the file hangs on.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext as _

from desireline.engines.files.models import StoredFile
from desireline.engines.files.pictures import redraw
from desireline.engines.files.rules import PICTURES, safe_name, sniff
from desireline.kit.errors import Refused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["StoredFile", "forget_names", "is_picture", "open_file", "remove", "save", "save_bytes", "send"]

HEAD = 4096
AT_ONCE = 512 * 1024


def save(upload: UploadedFile[Any], *, by: int | None = None, pictures_only: bool = False) -> StoredFile:
    """Keep an uploaded file. Refused if it is too large, empty, or not of a kind that we keep."""
    return _save(upload.file, str(upload.name or ""), upload.size or 0, by=by, pictures_only=pictures_only)


def save_bytes(data: bytes, *, name: str, by: int | None = None, pictures_only: bool = False) -> StoredFile:
    """Keep a file that is in memory (imports). Same rules as `save`."""
    return _save(io.BytesIO(data), name, len(data), by=by, pictures_only=pictures_only)


def _save(source: Any, name: str, size: int, *, by: int | None, pictures_only: bool) -> StoredFile:
    shown = safe_name(name)
    if size > settings.MAX_UPLOAD:
        most = settings.MAX_UPLOAD // 1024 // 1024
        raise Refused(_("“%(name)s” is larger than %(most)d MiB.") % {"name": shown, "most": most})
    source.seek(0)
    head = source.read(HEAD)
    source.seek(0)
    kind = sniff(head, shown)
    if not head or kind is None or (pictures_only and kind not in PICTURES):
        wanted = (
            _("a PNG, JPEG, GIF or WebP picture")
            if pictures_only
            else _("a picture, PDF, text, table or office file")
        )
        raise Refused(_("“%(name)s” cannot be kept. Bring %(wanted)s.") % {"name": shown, "wanted": wanted})
    width = height = None
    if kind in PICTURES:
        picture = redraw(source, kind)
        source, size, kind = io.BytesIO(picture.data), len(picture.data), picture.type
        width, height = picture.width, picture.height
    digest = _digest(source)
    key = default_storage.save(f"{now():%Y/%m}/{secrets.token_urlsafe(18)}", File(source))
    stored = StoredFile(
        key=key, name=shown, type=kind, size=size, sha256=digest, width=width, height=height, by=by
    )
    try:
        stored.save()
    except BaseException:
        default_storage.delete(key)
        raise
    return stored


def _digest(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(65536):
        digest.update(chunk)
    source.seek(0)
    return digest.hexdigest()


def open_file(stored: StoredFile) -> IO[bytes]:
    """The file's content. FileNotFoundError if it is gone from the folder."""
    opened: IO[bytes] = default_storage.open(stored.key, "rb")
    return opened


def is_picture(stored: StoredFile) -> bool:
    """Whether it is shown on pages; all else is only downloaded."""
    return stored.type in PICTURES


def remove(stored: StoredFile) -> None:
    """Forget a file: its row now, its content once the transaction is committed."""
    key = stored.key
    stored.delete()
    transaction.on_commit(lambda: default_storage.delete(key))


def send(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """Answer with the file. Ask first whether the reader may see what it hangs on.

    Nothing inside it can run: pictures come from our own encoder, all else is a download, both in a sandbox.
    """
    etag = f'"{stored.sha256[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    response: HttpResponseBase
    try:
        opened = open_file(stored)
    except FileNotFoundError as lost:  # a backup without its files: the page stands, the file does not
        raise Http404 from lost
    if stored.size <= AT_ONCE:
        with opened:
            response = HttpResponse(opened.read(), content_type=stored.type)
    else:
        response = FileResponse(opened, content_type=stored.type)
    response.headers["Content-Length"] = str(stored.size)
    disposition = content_disposition_header(not is_picture(stored), stored.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = etag
    return response


def forget_names(by: int) -> int:
    """The names that a person gave their files may say who they were: keep the ending alone. Returns how many."""
    rows = list(StoredFile.objects.filter(by=by))
    for row in rows:
        row.name = f"file{PurePath(row.name).suffix}"
    StoredFile.objects.bulk_update(rows, ["name"], batch_size=500)
    return len(rows)
