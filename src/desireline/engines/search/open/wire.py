"""The way to the cluster: requests with limits, whose failures are told once and never wait long."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
import structlog
from opensearchpy import OpenSearch, RequestsHttpConnection
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import NotFoundError, OpenSearchException, TransportError

from desireline.engines.egress.api import guarded_session
from desireline.engines.search.cluster import Cluster
from desireline.engines.search.protocol import Unanswered

log = structlog.get_logger("search")
QUESTION = 2.0  # seconds that a reader waits at most for one node
WORK = 60.0  # seconds for writing and for operators
REST = 2.0  # seconds in which nobody asks after no node answered
TOLD = 60.0  # seconds between two lines about the same
LARGEST = 64 * 1024 * 1024  # bytes of an answer
CHUNK = 4 * 1024 * 1024  # bytes of a request that writes
Body = dict[str, Any]


class Busy(ValueError):  # noqa: N818 - it reads as what happened
    """Another process writes."""


class Guarded(RequestsHttpConnection):  # type: ignore[misc]
    """A connection through the one way out. An operator gave the address: it may be one of an inner network."""

    session: Any

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        made = guarded_session(private=True, seconds=WORK, most=LARGEST)
        made.headers = self.session.headers
        made.auth, made.verify = self.session.auth, self.session.verify
        self.session.close()
        self.session = made


class Wire:
    """The cluster of the setting, for one process. Safe for threads."""

    def __init__(self, cluster: Cluster) -> None:
        logging.getLogger("opensearch").setLevel(logging.ERROR)  # what fails is told here, once
        self.cluster = cluster
        self.client = OpenSearch(
            hosts=list(cluster.nodes),
            http_auth=(cluster.user, cluster.password) if cluster.user else None,
            connection_class=Guarded,
            ca_certs=cluster.ca or None,
            timeout=QUESTION,
            max_retries=max(1, len(cluster.nodes) - 1),
            retry_on_timeout=len(cluster.nodes) > 1,
            dead_timeout=5,
            timeout_cutoff=3,
        )
        self._resting = self._told = 0.0

    # Readers ------------------------------------------------------------------------------------------------------

    def ask(self, index: str, bodies: Sequence[Body]) -> list[Body]:
        """The answers to questions, in one request. Raises Unanswered: whole answers or none."""
        if time.monotonic() < self._resting:
            raise Unanswered("resting")
        try:
            if len(bodies) == 1:
                found = [self.client.search(index=index, body=bodies[0], params=_WHOLE)]
            else:
                lines = b"\n".join(part for body in bodies for part in (_HEAD, orjson.dumps(body))) + b"\n"
                found = self.client.msearch(index=index, body=lines)["responses"]
        except OpenSearchException as error:
            raise self._failed(error) from error
        for one in found:
            if "error" in one or one.get("timed_out") or one["_shards"]["failed"]:
                raise Unanswered(str(one.get("error", "not all of the index answered"))[:300])
        return found

    def tell(self, error: Exception) -> None:
        """Into the log that readers were shown nothing, not for each of them."""
        now = time.monotonic()
        if now - self._told > TOLD or not self._told:
            self._told = now
            log.error(
                "the search engine does not answer: less or nothing is found",
                nodes=str(self.cluster),
                error=str(error)[:300],
            )

    def _failed(self, error: OpenSearchException) -> Unanswered:
        if isinstance(error, NoConnection):
            self._resting = time.monotonic() + REST
        return Unanswered(_said(error))

    # Writers and operators ----------------------------------------------------------------------------------------

    def bulk(self, lines: Iterable[tuple[Body, Body | None]]) -> None:
        """Write actions with their documents. Returns when they are on the disks of the cluster."""
        waiting: list[bytes] = []
        size = 0
        for action, document in lines:
            part = (
                orjson.dumps(action)
                + b"\n"
                + (orjson.dumps(document) + b"\n" if document is not None else b"")
            )
            if waiting and size + len(part) > CHUNK:
                self._send(waiting)
                waiting, size = [], 0
            waiting.append(part)
            size += len(part)
        if waiting:
            self._send(waiting)

    def _send(self, parts: Sequence[bytes]) -> None:
        answer = self.do("bulk", body=b"".join(parts))
        if not answer["errors"]:
            return
        for item in answer["items"]:
            (told,) = item.values()
            status = told["status"]
            if status == 409:
                raise Busy("another process writes into the search index")
            if status == 400:
                log.error("a card could not be indexed", key=told["_id"], error=str(told.get("error"))[:300])
            elif status >= 300 and status != 404:
                raise Unanswered(str(told.get("error"))[:300])

    def do(self, call_name: str, /, **options: Any) -> Any:
        """A call of the client by its name, with time to work. Raises Unanswered; what is not there is None."""
        return self._call(call_name, WORK, options)

    def glance(self, call_name: str, /, **options: Any) -> Any:
        """The same for readers, who do not wait."""
        if time.monotonic() < self._resting:
            raise Unanswered("resting")
        return self._call(call_name, QUESTION, options)

    def _call(self, name: str, seconds: float, options: Mapping[str, Any]) -> Any:
        call: Any = self.client
        for part in name.split("."):
            call = getattr(call, part)
        try:
            return call(**options, request_timeout=seconds)
        except NotFoundError:
            return None
        except TransportError as error:
            if error.status_code == 409:
                raise Busy(_said(error)) from error
            raise self._failed(error) from error
        except OpenSearchException as error:
            raise self._failed(error) from error


_WHOLE: Mapping[str, Any] = {"allow_partial_search_results": "false"}
_HEAD = b'{"allow_partial_search_results":false}'


def _said(error: Exception) -> str:
    """What went wrong, short: the texts of clients may hold whole requests."""
    if isinstance(error, TransportError):
        return f"{error.status_code} {error.error}"[:300]
    return str(error)[:300]
