"""The fast lane: bytes of anonymous pages, kept in memory, answered before anything else runs.

A view makes its page shareable with `depends`: it names the stamps that the page hangs on (`site`, `board:12`), with
the numbers they had before it read anything. The bytes are then given to every anonymous reader of the same address,
language, time zone and theme as long as those stamps stand. Requests with a session, a message, a guest's cookie or
an Authorization header never enter the lane, neither in nor out, so what is shared is what nobody's rights shaped.
"""

from __future__ import annotations

import hashlib
import threading
import time
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from desireline.kit.limits.api import network_of
from desireline.kit.options.api import just_read, stamps
from desireline.kit.pages.addresses import with_nul
from desireline.kit.pages.middleware import Answer
from desireline.kit.pages.straight import KnownWay, straight_way

__all__ = ["BUCKETS", "GUEST_COOKIE", "FastLane", "bucket_of", "depends", "forget", "glance", "shared"]

BUCKETS = 8  # anonymous readers share pages within one of so many orders
GUEST_COOKIE = "desireline_guest"
MOST_BYTES = 24 * 1024 * 1024
MOST_PAGES = 4000
CREDIT = 4.0  # pages may be rebuilt so often at once, then once a second
_PERSONAL = frozenset({settings.SESSION_COOKIE_NAME, "messages", GUEST_COOKIE})
_VARIANTS = (settings.LANGUAGE_COOKIE_NAME, "zone", "theme")
Key = tuple[Any, ...]


@dataclass(slots=True)
class Ticket:
    """What the middleware knows of a request that may share, and what the view adds."""

    key: Key
    stamps: dict[str, int] = field(default_factory=dict)
    by_bucket: bool = False


@dataclass(slots=True)
class Entry:
    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    keys: tuple[str, ...]
    numbers: tuple[int, ...]
    credit: float
    made: float

    def stands(self) -> bool:
        """Whether the page may still be shown: nothing changed, or it was rebuilt too often in the last seconds."""
        if stamps(self.keys) == self.numbers:
            return True
        self.credit = min(CREDIT, self.credit + time.monotonic() - self.made)
        self.made = time.monotonic()
        return self.credit < 1


class _Store:
    def __init__(self) -> None:
        self._pages: dict[Key, Entry | None] = {}  # None: look again with the reader's bucket
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, key: Key, meta: Mapping[str, Any]) -> Entry | None:
        if key not in self._pages:
            return None
        return self._pages.get(key) or self._pages.get((*key, _bucket(network_of(meta), _today())))

    def keep(self, key: Key, entry: Entry, *, bucket: int | None) -> None:
        with self._lock:
            if bucket is not None:
                self._pages[key] = None
                key = (*key, bucket)
            before = self._pages.pop(key, None)
            self._bytes += len(entry.body) - (len(before.body) if before else 0)
            self._pages[key] = entry
            while self._bytes > MOST_BYTES or len(self._pages) > MOST_PAGES:
                gone = self._pages.pop(next(iter(self._pages)))
                self._bytes -= len(gone.body) if gone else 0

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


_store = _Store()
forget = _store.clear


def depends(request: HttpRequest, numbers: dict[str, int], *, by_bucket: bool = False) -> None:
    """The page may be shared while these stamps stand. Give numbers read before, or together with, the data."""
    ticket: Ticket | None = getattr(request, "lane", None)
    if ticket is not None:
        ticket.stamps.update(numbers)
        ticket.by_bucket = ticket.by_bucket or by_bucket


def shared(request: HttpRequest) -> bool:
    """Whether this page will be given to other readers: then it holds no token and nothing personal."""
    ticket: Ticket | None = getattr(request, "lane", None)
    return ticket is not None and bool(ticket.stamps)


def bucket_of(request: HttpRequest) -> int:
    """The bucket, 0..7, of an anonymous reader: the same for a day and a network."""
    return _bucket(network_of(request.META), _today())


def _today() -> int:
    return int(time.time() // 86400)


@lru_cache(maxsize=4096)
def _bucket(prefix: str, day: int) -> int:
    return hashlib.blake2b(f"{prefix} {day}".encode(), digest_size=2).digest()[0] % BUCKETS


class FastLane:
    """The first middleware."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._straight, self._known = straight_way(), KnownWay()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request.META)
        if not _good_host(request):
            return self.get_response(request)
        if key is None:
            known = self._known(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
            return known or self.get_response(request)
        entry = _store.find(key, request.META)
        if entry is not None and entry.stands():
            return _answer(entry, request)
        ticket = request.lane = Ticket(key)  # type: ignore[attr-defined]
        response = self._straight(request) or self.get_response(request)
        if not ticket.stamps or not _may_keep(response):
            return response
        made = _entry(response, ticket, credit=entry.credit - 1 if entry else CREDIT)
        _store.keep(key, made, bucket=bucket_of(request) if ticket.by_bucket else None)
        return _answer(made, request)


def glance(environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes] | None:
    """Status, headers and body for a request whose page is here and was looked after just now, before Django begins."""
    if environ["REQUEST_METHOD"] != "GET" or not environ["PATH_INFO"].isascii():
        return None
    if (environ.get("HTTP_HOST", ""), environ.get("HTTP_X_FORWARDED_HOST", "")) not in _hosts:
        return None
    key = _key(environ)
    entry = _store.find(key, environ) if key else None
    if entry is None or just_read(entry.keys) != entry.numbers:
        return None
    if entry.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return "304 Not Modified", [pair for pair in entry.headers if pair[0] in _WITH_304], b""
    return "200 OK", list(entry.headers), entry.body


def _key(meta: Mapping[str, Any]) -> Key | None:
    """What a shared page is kept under, or None for a request that must not share."""
    if meta["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in meta:
        return None
    path, query = meta["PATH_INFO"], meta.get("QUERY_STRING", "")
    if with_nul(path, query):
        return None
    language = zone = theme = ""
    if "HTTP_COOKIE" in meta:
        cookies = parse_cookie(meta["HTTP_COOKIE"])
        if not _PERSONAL.isdisjoint(cookies):
            return None
        language, zone, theme = [cookies.get(name, "") for name in _VARIANTS]
        if not _known(zone, theme):
            return None
    return (
        path,
        query,
        _language(meta.get("HTTP_ACCEPT_LANGUAGE", "")[:200], language[:20]),
        zone,
        theme,
        "HTTP_HX_REQUEST" in meta,
        meta.get("wsgi.url_scheme"),
        meta.get("SCRIPT_NAME"),
    )


_hosts: set[tuple[str, str]] = set()


def _good_host(request: HttpRequest) -> bool:
    host, forwarded = request.META.get("HTTP_HOST", ""), request.META.get("HTTP_X_FORWARDED_HOST", "")
    if (host, forwarded) in _hosts:
        return True
    try:
        request.get_host()
    except DisallowedHost:
        return False
    if len(_hosts) < 100:
        _hosts.add((host, forwarded))
    return True


@lru_cache(maxsize=1024)
def _known(zone: str, theme: str) -> bool:
    return theme in {"", "light", "dark"} and (not zone or zone in zoneinfo.available_timezones())


@lru_cache(maxsize=1024)
def _language(accept: str, cookie: str) -> str:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accept
    if cookie:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    return get_language_from_request(request)


def _may_keep(response: HttpResponseBase) -> bool:
    return response.status_code == 200 and not response.cookies and not response.streaming


def _entry(response: HttpResponseBase, ticket: Ticket, *, credit: float) -> Entry:
    body = response.content  # type: ignore[attr-defined]
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    patch_vary_headers(response, ("Cookie", "Accept-Language", "HX-Request"))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    numbers = sorted(ticket.stamps.items())
    return Entry(
        body,
        tuple(response.headers.items()),
        etag,
        tuple(key for key, _ in numbers),
        tuple(number for _, number in numbers),
        credit,
        time.monotonic(),
    )


_WITH_304 = frozenset(
    {"Content-Language", "ETag", "Cache-Control", "Vary", "Content-Security-Policy", "X-Content-Type-Options"}
)


def _answer(entry: Entry, request: HttpRequest) -> HttpResponse:
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    same = bool(known) and (entry.etag in known)
    response = HttpResponse(b"" if same else entry.body, status=304 if same else 200)
    for name, value in entry.headers:
        if not same or name in _WITH_304:
            response.headers[name] = value
    if same:
        del response.headers["Content-Type"]
    return response
