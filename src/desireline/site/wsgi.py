"""The WSGI application that granian serves."""

import os
from collections.abc import Iterable
from io import BytesIO
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desireline.site.settings")

from django.core.wsgi import get_wsgi_application

whole = get_wsgi_application()

from desireline.kit.pages.lane import glance  # noqa: E402 - after the settings
from desireline.kit.writes.slots import slot  # noqa: E402

LARGE = 1024 * 1024  # bytes of a body that is not read beforehand


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Pages that many read at once are answered from memory, everything else by Django, a few at a time."""
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdecimal() and length.isascii() else 0
    if size > LARGE:
        return whole(environ, start_response)
    if size:  # who sends slowly holds no slot
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(size))
    with slot():  # also for what is in memory: threads that all run at once keep each other waiting
        found = glance(environ)
        if found is None:
            return whole(environ, start_response)
    status, headers, body = found
    start_response(status, headers)
    return (body,)
