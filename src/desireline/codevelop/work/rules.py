"""Addresses that are shown in a frame."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def frame_source(url: str) -> str | None:
    """What a page's policy must allow to show this one address in a frame, or None where that cannot be.

    Only https, without a name and password. The query is no part of what a policy compares; what would end the
    directive is written as per cent.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme != "https" or not host or parts.username is not None:
        return None
    try:
        name = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return None
    if not all(c.isalnum() or c in "-." for c in name):
        return None
    return f"https://{name}{f':{port}' if port else ''}{quote(parts.path, safe='/%:@!$&()*+=~-._')}"
