"""The product itself, with one address for benchmarks: /bench/idea/N stands for the full address of idea N."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from desireline.site.wsgi import application as product

_slugs: dict[str, str] = {}


def _path(pk: str) -> str:
    if pk not in _slugs:
        from desireline.kit.rows.api import one

        row = one("SELECT slug FROM listen_idea WHERE id = %s", [int(pk)])
        _slugs[pk] = f"/ideas/{pk}-{row[0]}"
    return _slugs[pk]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path.startswith("/bench/idea/"):
        environ["PATH_INFO"] = _path(path[12:])
    return product(environ, start_response)
