"""One finds the themes anew at a time, whichever process or machine it is in."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from desireline.understand.themes.models import ThemeTurn

LONGEST = timedelta(minutes=10)  # without a word; whoever is silent for longer was killed


class Taken(Exception):  # noqa: N818 - it reads as what is so
    """Another one finds the themes anew at the moment."""


@contextmanager
def turn() -> Iterator[Callable[[], None]]:
    """Be the one. Raises Taken. Call what it gives now and then: it says that the work goes on, or raises Taken."""
    holder = secrets.token_hex(16)
    ThemeTurn.objects.get_or_create(id=1)
    _take(holder, ThemeTurn.objects.filter(id=1, until__lte=timezone.now()))

    def on() -> None:
        _take(holder, ThemeTurn.objects.filter(id=1, holder=holder))

    try:
        yield on
    finally:
        ThemeTurn.objects.filter(id=1, holder=holder).update(holder="", until=timezone.now())


def _take(holder: str, free: object) -> None:
    if not free.update(holder=holder, until=timezone.now() + LONGEST):  # type: ignore[attr-defined]
        raise Taken
