"""A `requests` session that connects only where it may. Loaded when it is needed: web processes do without it."""

from __future__ import annotations

import socket
import time
from typing import Any

import requests  # noqa: TID251 - this is the place
from requests.adapters import HTTPAdapter  # noqa: TID251
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NameResolutionError, NewConnectionError

from desireline.engines.egress.refusal import EgressRefused
from desireline.engines.egress.rules import is_outside

PART = 65_536


def connect(connection: Any, *, private: bool) -> socket.socket:
    """A socket to an address of the connection's host that was looked at: the name is not resolved again."""
    host, port = connection._dns_host, connection.port
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise NameResolutionError(host, connection, error) from error
    allowed = [row for row in found if private or is_outside(str(row[4][0]))]
    if not allowed:
        raise EgressRefused(host)
    last: OSError | None = None
    for family, kind, protocol, _name, address in allowed:
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(connection.timeout if isinstance(connection.timeout, int | float) else 10.0)
            made.connect(address)
            # A body does not wait for the receipt of its head.
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            made.close()
            last = error
        else:
            return made
    raise NewConnectionError(connection, f"Failed to establish a new connection: {last}") from last


def _pools(private: bool) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self, private=private)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self, private=private)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class Adapter(HTTPAdapter):
    """Connects through `connect`, waits at most `seconds`, and reads at most `most` bytes of an answer."""

    __attrs__ = [*HTTPAdapter.__attrs__, "_private", "_seconds", "_most"]  # what a copy of it keeps

    def __init__(self, *, private: bool, seconds: float, most: int) -> None:
        self._private, self._seconds, self._most = private, seconds, most
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        manager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)
        manager.pool_classes_by_scheme = _pools(self._private)
        self.poolmanager = manager

    def proxy_manager_for(self, proxy: str, **_more: Any) -> Any:
        raise EgressRefused(proxy)

    def send(self, request: Any, *_args: Any, **options: Any) -> requests.Response:
        timeout = options.get("timeout") or (10.0, self._seconds)
        response = super().send(
            request,
            stream=True,
            timeout=timeout,
            verify=options.get("verify", True),
            cert=options.get("cert"),
        )
        response._content = self._read(response, until=time.monotonic() + 5 * self._seconds)
        return response

    def _read(self, response: requests.Response, *, until: float) -> bytes:
        body = bytearray()
        where = response.url.partition("?")[0]
        for part in response.iter_content(PART):
            body += part
            if len(body) > self._most:
                response.close()
                raise EgressRefused(where, f"The answer of {where} is larger than {self._most} bytes.")
            if time.monotonic() > until:
                response.close()
                raise EgressRefused(where, f"The answer of {where} takes longer than it may.")
        return bytes(body)


def session(
    *, private: bool = False, seconds: float = 60.0, most: int = 100 * 1024 * 1024
) -> requests.Session:
    """A session whose every connection (redirects and next pages too) goes only to allowed addresses.

    `private` allows addresses of inner networks. `seconds` is the time for an answer, `most` its bytes.
    """
    made = requests.Session()
    made.trust_env = False
    made.max_redirects = 5
    for scheme in ("http://", "https://"):
        made.mount(scheme, Adapter(private=private, seconds=seconds, most=most))
    return made
