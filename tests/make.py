"""Rows for tests: plain typed functions with sensible defaults."""

from __future__ import annotations

from itertools import count
from typing import Any

from desireline.codevelop.projects.api import Project, start
from desireline.futures.futures.models import Future
from desireline.futures.outcomes.models import DesiredOutcome
from desireline.listen.boards.models import Board, Status
from desireline.listen.ideas.models import Idea
from desireline.people.audiences.api import basic
from desireline.people.identity.models import Person

_number = count(1)


def person(name: str = "", **values: Any) -> Person:
    n = next(_number)
    return Person.objects.create_user(f"person{n}@example.org", name=name or f"Person {n}", **values)


def board(name: str = "", *, audience: str = "public", **values: Any) -> Board:
    n = next(_number)
    return Board.objects.create(
        slug=values.pop("slug", f"board-{n}"), name=name or f"Board {n}", audience=basic(audience), **values
    )


def status(slug: str = "new", *, stage: str = "new", **values: Any) -> Status:
    found = Status.objects.filter(slug=slug).first()
    if found:
        return found
    first = not Status.objects.filter(is_default=True).exists()
    return Status.objects.create(slug=slug, name=slug.title(), stage=stage, is_default=first, **values)


def idea(title: str = "", *, on: Board | None = None, by: Person | None = None, **values: Any) -> Idea:
    n = next(_number)
    title = title or f"Idea {n}"
    return Idea.objects.create(
        board=on or board(),
        title=title,
        slug=title.lower().replace(" ", "-"),
        author=by,
        status=values.pop("status", None) or status(),
        **values,
    )


def future(title: str = "", *, audience: str = "public", **values: Any) -> Future:
    n = next(_number)
    from django.utils import timezone

    values.setdefault("published", timezone.now())
    return Future.objects.create(
        slug=f"future-{n}", title=title or f"Future {n}", audience=basic(audience), **values
    )


def outcome(statement: str = "", *, under: Future | None = None, **values: Any) -> DesiredOutcome:
    n = next(_number)
    return DesiredOutcome.objects.create(
        future=under or future(),
        slug=f"outcome-{n}",
        statement=statement or f"Minimise the time it takes to find thing {n} on a Monday",
        **values,
    )


def project(title: str = "", *, by: Person, under: DesiredOutcome | None = None, **values: Any) -> Project:
    """A project in the first stage. `by` is of the team; `shown=True` puts it into the showcase, for everyone."""
    from django.utils import timezone

    shown = values.pop("shown", False)
    audience = basic(values.pop("audience", "public" if shown else "staff"))
    made = start(
        under or outcome(), by=by, title=title or f"Project {next(_number)}", audience=audience, **values
    )
    if shown:
        Project.objects.filter(pk=made.pk).update(shown=timezone.now())
        made.refresh_from_db()
    return made
