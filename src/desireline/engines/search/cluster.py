"""Where the cluster is, from the setting. Pure; the password is in nothing that is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "desireline"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
_KNOWN = {"shards", "replicas", "ca", "knn"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes to ask, who we are there, and how our indexes are laid out (`replicas` None: one where there is room).

    `knn` lets the k-NN plugin compare directions, where all nodes have it.
    """

    nodes: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    prefix: str = PREFIX
    shards: int = 1
    replicas: int | None = None
    ca: str = ""
    knn: bool = False

    def __str__(self) -> str:
        return ", ".join(self.nodes)


def read(given: str) -> Cluster:
    """`https://user:password@host:9200,host2:9200/prefix?shards=1&replicas=1&ca=/path`. ValueError: what is wrong."""
    scheme, _mark, rest = given.partition("://")
    if scheme not in {"http", "https"} or not rest:
        raise ValueError(
            "write tantivy, or the address of an OpenSearch such as https://user:password@host:9200"
        )
    rest, _mark, options = rest.partition("?")
    where, _slash, prefix = rest.partition("/")
    login, _at, hosts = where.rpartition("@")
    if "@" in login or "," in login:
        raise ValueError(
            "name the user once, and divide several hosts by commas: https://user:password@host1,host2"
        )
    user, _colon, password = login.partition(":")
    if bool(user) != bool(password):
        raise ValueError(
            "a user needs a password: user:password@host, with characters such as @ : / as %40 %3A %2F"
        )
    prefix = prefix.strip("/") or PREFIX
    if not _NAME.fullmatch(prefix):
        raise ValueError(
            "the name after the host begins the names of the indexes: small letters, digits, - and _"
        )
    nodes = tuple(_node(scheme, host.strip()) for host in hosts.split(","))
    return Cluster(nodes, unquote(user), unquote(password), prefix, **_options(options))


def _node(scheme: str, host: str) -> str:
    try:
        parts = urlsplit(f"{scheme}://{host.removeprefix(f'{scheme}://')}")
        name, port = parts.hostname, parts.port or 9200
    except ValueError as error:
        raise ValueError("a port is not a number from 1 to 65535") from error
    if not name or parts.username or parts.path:
        raise ValueError("divide several hosts by commas: https://user:password@host1,host2")
    return f"{scheme}://[{name}]:{port}" if ":" in name else f"{scheme}://{name}:{port}"


def _options(given: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in parse_qsl(given, keep_blank_values=True):
        if name not in _KNOWN:
            raise ValueError(
                f"{name} is not known after the question mark; known are {', '.join(sorted(_KNOWN))}"
            )
        if name == "ca":
            if not Path(value).is_file():
                raise ValueError(f"ca names {value}, which is no file")
            found[name] = value
        elif name == "knn":
            if value not in {"yes", "no"}:
                raise ValueError("knn is yes or no")
            found[name] = value == "yes"
        elif value.isdigit() and int(value) <= 20 and (name == "replicas" or int(value)):
            found[name] = int(value)
        else:
            raise ValueError(f"{name} is a whole number, at most 20")
    return found
