"""Nonsense in addresses, queries and forms is refused or ignored, and never breaks a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from desireline.kit.limits.models import Bucket
from desireline.listen.comments.models import Comment
from desireline.listen.tags.models import Tag
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast
from tests.thorough import share

SOURCE = Path(__file__).resolve().parents[2] / "src" / "desireline"
HUGE = "9" * 25
VALUES = (
    "", "0", "-1", "1e309", "NaN", "9223372036854775808", HUGE, "½", "٣", "²", "1,2,,x", "x" * 30_000, "\x00", "a\x00b",
    "\ud800", "\u202e\ufeff\x07", "%", "%_\\", "'\"`;--", "<x>&amp;", "{{7*7}}{%x%}", "[]", "[null]", "[[[[",
    "W10", "WzFd", "WyJ4Il0", "WzFlOTk5XQ", "WzkyMjMzNzIwMzY4NTQ3NzU4MDhd", "2026-13-45", "0000-00-00", "99999-01-01",
    "on", "true", "../../etc/passwd", "//evil.example", "javascript:1", "@", "a@b", "𝕏" * 200, "-" * 200, "\n\r\t",
    "WzEsMl0", "WyJhIiwxXQ", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwxXQ", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwxXQ",
)  # fmt: skip
ODD_PARTS = ("0", HUGE, "x", "-", "ü", "%00", "%FF", "%2e%2e%2f", "a" * 3000)
ASKED = re.compile(
    r"""(?:GET|POST|FILES|QueryDict|asked|params|query|data|given)(?:\.get|\.getlist|\.pop)?[\[(]\s*["'](\w+)["']"""
)
FIELD = re.compile(
    r"""^\s+(\w+)(?::[^=]+)? = (?:forms\.|\w*(?:Field|Choice)\()|self\.fields\["(\w+)"\]""", re.MULTILINE
)
NAMED = re.compile(r"""\bname="(\w+)"|_?field\("(\w+)\"""")


@cache
def names_in(folder: Path) -> tuple[str, ...]:
    """What the feature asks of queries and forms, as its source says."""
    found: set[str] = set()
    for path in folder.rglob("*"):
        if path.suffix in (".py", ".html"):
            text = path.read_text("utf-8")
            for pattern in (ASKED, FIELD, NAMED):
                found |= {
                    name
                    for match in pattern.findall(text)
                    for name in ([match] if isinstance(match, str) else match)
                    if name
                }
    return tuple(sorted(found - {"POST", "GET"}))


def patterns(found: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in found if found is not None else get_resolver().url_patterns:
        path = before + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from patterns(item.url_patterns, path)
        else:
            yield path, item


def usable() -> list[tuple[str, URLPattern]]:
    """All routes but the one that says 503 on purpose: no worker runs here."""
    return [(path, pattern) for path, pattern in patterns() if pattern.name != "readyz"]


def filled(path: str, parts: dict[str, str], *, odd: str | None = None) -> str:
    path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", path).strip("^$").replace("\\.", ".")

    def put(match: re.Match[str]) -> str:
        name = match[1].split(":")[-1]
        first = path.split("/")[0]
        return odd if odd is not None else parts.get(f"{first}.{name}", parts.get(name, "1"))

    return "/" + re.sub(r"<([^>]+)>", put, path)


@pytest.fixture
def parts(cast: Cast) -> dict[str, str]:
    """A thing of each kind, so that addresses lead somewhere."""
    board, future = make.board(slug="board"), make.future()
    outcome = make.outcome(under=future)
    idea, other = (
        make.idea("First", on=board, by=cast.carla, comments=1),
        make.idea("Second", on=board, by=cast.otto),
    )
    comment = Comment.objects.create(idea=idea, author=cast.carla, body="Words")
    notice = Notice.objects.create(
        person=cast.carla, kind="comment", title="T", text="", url="/", about=f"idea:{idea.pk}"
    )
    tag = Tag.objects.create(slug="tag", name="tag")
    return {
        "slug": board.slug, "futures.slug": future.slug, "outcomes.slug": outcome.slug, "pk": str(idea.pk),
        "ideas.pk": str(idea.pk), "comments.pk": str(comment.pk), "people.pk": str(cast.carla.pk),
        "accounts.pk": str(cast.harbour.pk), "me.pk": str(notice.pk), "other": str(other.pk), "tag": tag.slug,
    }  # fmt: skip


class Thrower:
    """Sends each request in a transaction that is taken back, and collects what broke."""

    def __init__(self, person: Person | None) -> None:
        self.client = Client(raise_request_exception=False)
        self.broken: dict[str, str] = {}
        self._error = self.told = ""
        self.staff = person is not None and person.role != "customer"
        self.routes = 0
        if person is not None:
            self.client.force_login(person)
        got_request_exception.connect(self._note)

    def _note(self, **_more: Any) -> None:
        import sys
        import traceback

        error = sys.exc_info()[1]
        frames = [
            f
            for f in traceback.extract_tb(error.__traceback__ if error else None)
            if "desireline" in f.filename
        ]
        place = (
            f"{Path(frames[-1].filename).relative_to(SOURCE.parent)}:{frames[-1].lineno}" if frames else ""
        )
        self._error = place or f"{error!r:.160}"
        self.told = f"{error!r:.160}"

    def reach(self, method: str, path: str, values: Iterable[str]) -> list[str]:
        """Those of the values that are worth throwing: none at a route without the method, a few at a closed door.

        Customers and the team, on SQLite and on PostgreSQL, get a quarter each, another at the next route.
        """
        self.routes += 1
        first = self.throw(method, path, {}, shown="nothing")
        if first.status_code == 405:
            return []
        door = first.headers.get("Location", "").startswith("/sign-in")
        closed = door or (first.status_code == 404 and not self.staff)
        if closed:
            return list(values)[::9]
        return share(values, self.routes + self.staff + 2 * postgresql(), 4)

    def throw(self, method: str, path: str, data: dict[str, str], *, shown: str) -> HttpResponseBase:
        self._error = ""
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            Bucket.objects.all().delete()
            answer = getattr(self.client, method)(path, data, HTTP_SEC_FETCH_SITE="same-origin")
            if getattr(answer, "streaming", False):
                b"".join(answer.streaming_content)
            answer.close()
            transaction.set_rollback(True)
        self.client.cookies = cookies
        if answer.status_code >= 500:
            self.broken.setdefault(f"{self._error}", f"{method} {path[:80]} {shown[:60]!r} {self.told}")
        return answer  # type: ignore[no-any-return]


def postgresql() -> bool:
    return connection.vendor == "postgresql"


def surrogates_gone(value: str) -> str:
    return value.encode("utf-8", "replace").decode()


def folder_of(pattern: URLPattern) -> Path:
    module = getattr(pattern.callback, "__module__", "")
    found = SOURCE.parent / Path(*module.split(".")).parent
    return found if module.startswith("desireline.") else SOURCE / "people" / "identity"


@pytest.fixture(params=[None, "carla", "ada"])
def thrower(cast: Cast, request: pytest.FixtureRequest) -> Thrower:
    return Thrower(getattr(cast, request.param) if request.param else None)


def test_odd_addresses(thrower: Thrower, parts: dict[str, str]) -> None:
    for number, (path, _pattern) in enumerate(usable(), postgresql()):
        if "<" in path:
            for odd in share(ODD_PARTS, number, 3):
                for method in ("get", "post"):
                    thrower.throw(method, filled(path, parts, odd=odd), {}, shown=odd)
    assert thrower.broken == {}, report(thrower)


@pytest.mark.parametrize("method", ["get", "post"])
def test_odd_queries_and_forms(thrower: Thrower, parts: dict[str, str], method: str) -> None:
    for path, pattern in usable():
        address = filled(path, parts)
        try:
            resolve(address)
        except Resolver404:
            continue
        names = names_in(folder_of(pattern))
        for value in thrower.reach(method, address, map(surrogates_gone, VALUES)):
            thrower.throw(method, address, dict.fromkeys(names, value), shown=value)
    assert thrower.broken == {}, report(thrower)


def test_one_odd_value_among_good_ones(cast: Cast, parts: dict[str, str]) -> None:
    """One odd value at a time gets further than many."""
    thrower = Thrower(cast.tom)
    good = {"title": "A good title", "name": "Name", "body": "Words", "text": "Words", "email": "a@example.org",
            "board": "board", "q": "first", "reason": "Why", "into": parts["other"],
            "ideas": parts["pk"], "how_much": "1",
            "ids": parts["pk"], "idea": parts["pk"],
            "statement": "Minimise the time it takes to know what I owe"}  # fmt: skip
    odd = ("", HUGE, "x", "½")
    for number, (path, pattern) in enumerate(usable()):
        names, address = names_in(folder_of(pattern)), filled(path, parts)
        kept = {key: good[key] for key in names if key in good}
        for method in ("get", "post"):
            if thrower.reach(method, address, odd):
                for at, name in enumerate(share(names, number + postgresql(), 2), number):
                    for value in share(odd, at, 4):  # the routes of a feature share their names
                        thrower.throw(method, address, kept | {name: value}, shown=f"{name}={value}")
    assert thrower.broken == {}, report(thrower)


def test_bodies_that_are_no_forms(thrower: Thrower, parts: dict[str, str]) -> None:
    kinds = (
        ("application/json", b"{"), ("application/json", b"[]"), ("application/json", b'"\\ud800"'),
        ("application/json", b"[" * 20_000), ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data", b"--x"), ("application/x-www-form-urlencoded", b"a=%ff%fe&b=%00&=&&&%"),
        ("text/plain; charset=nonsense", b"x"), ("application/x-www-form-urlencoded; charset=nonsense", b"q=1"),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(2000))),
    )  # fmt: skip
    for path, _pattern in usable():
        for kind, body in kinds:
            address = filled(path, parts)
            thrower._error = ""
            with transaction.atomic():
                Bucket.objects.all().delete()
                answer = thrower.client.generic(
                    "POST", address, body, content_type=kind, HTTP_SEC_FETCH_SITE="same-origin"
                )
                answer.close()
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                thrower.broken.setdefault(thrower._error, f"post {address} {kind} {body[:20]!r}")
    assert thrower.broken == {}, report(thrower)


def report(thrower: Thrower) -> str:
    return "\n".join(f"{error}\n    {where}" for error, where in thrower.broken.items())
