"""The logo: a picture, redrawn by us (so that nothing hides in it), served from our own address."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from PIL import Image, ImageOps

from desireline.kit.errors import Refused
from desireline.kit.options.api import get, put
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, needs

MOST = 2 * 1024 * 1024
SIZE = (720, 240)
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def redrawn(upload: UploadedFile[Any]) -> bytes:
    """The picture as a PNG of at most 720 x 240 pixels. Raises Refused for what is no picture or too large."""
    wrong = _("This is not a picture that we can show. Choose a PNG, JPEG or WebP file of at most 2 MB.")
    if (upload.size or 0) > MOST:
        raise Refused(wrong)
    try:
        with Image.open(upload, formats=FORMATS) as found:
            if found.width * found.height > 40_000_000:
                raise Refused(wrong)
            picture = ImageOps.exif_transpose(found).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(wrong) from error
    picture.thumbnail(SIZE)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


@needs(Permission.SETTINGS)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """A new logo, the one before (`back`, from the undo), or none."""
    before, back = get("brand_logo"), request.GET.get("back")
    try:
        if back is not None:
            name = back if not back or default_storage.exists(_path(back)) else before
        else:
            name = _store(request.FILES.get("logo")) if "logo" in request.FILES else ""
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("settings")
    put({"brand_logo": name})
    undo = f"{reverse('settings_logo')}?back={before}" if back is None else ""
    said(request, _("The logo was changed."), undo=undo)
    return redirect("settings")


def _store(upload: UploadedFile[Any] | None) -> str:
    if upload is None:
        return ""
    name = f"{get_random_string(20)}.png"
    default_storage.save(_path(name), ContentFile(redrawn(upload)))
    return name


def _path(name: str) -> str:
    """Where a logo lies; whatever else the name says, it stays in this folder."""
    return f"brand/{PurePath(name).name}"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    name = get("brand_logo")
    if not name or not default_storage.exists(_path(name)):
        raise Http404
    with default_storage.open(_path(name)) as file:
        response = HttpResponse(file.read(), content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
