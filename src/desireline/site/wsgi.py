"""The WSGI application that granian serves."""

import os
from collections.abc import Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desireline.site.settings")

from django.core.wsgi import get_wsgi_application

whole = get_wsgi_application()

from desireline.kit.pages.lane import glance  # noqa: E402 - after the settings


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Pages that many read at once are answered from memory, everything else by Django."""
    found = glance(environ)
    if found is None:
        return whole(environ, start_response)
    status, headers, body = found
    start_response(status, headers)
    return (body,)
