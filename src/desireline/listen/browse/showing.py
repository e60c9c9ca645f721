"""Cards as HTML, made once for all readers who see the same in them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.template import engines
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup

from desireline.kit.options.memory import Recent
from desireline.listen.ideas.cards import Card


def _env() -> Any:
    return engines["jinja2"].env  # type: ignore[attr-defined]  # Django's stubs know only what all engines share


_TOKEN = "<!--token-->"  # noqa: S105 - the place of the form's token in a kept card
_kept: Recent[Any, str] = Recent(6000)


def list_of(
    cards: Iterable[Card], *, first: int, voted: Mapping[int, int], href: str | None, csrf: str
) -> Markup:
    """The cards as list items, numbered from `first`. `href`: where strangers sign in to vote; `csrf`: the hidden
    field of the forms."""
    draw: Callable[..., str] = _env().get_template("browse/_card.html").module.card
    about = (get_language(), timezone.get_current_timezone_name(), href, bool(csrf))
    now = time.time()
    drawn = "".join(
        [_card(card, draw, about, n, voted.get(card.id, 0) > 0, now) for n, card in enumerate(cards, first)]
    )
    return Markup(drawn.replace(_TOKEN, csrf) if csrf else drawn)  # noqa: S704 - from our own templates


def _card(
    card: Card, draw: Callable[..., str], about: tuple[Any, ...], position: int, voted: bool, now: float
) -> str:
    age = now - card.created.timestamp()
    key = (card.mark, about, position, voted, int(now // 60) if age < 7200 else int(now // 3600))
    found = _kept.get(key)
    if found is None:
        token = Markup(_TOKEN) if about[3] else ""  # noqa: S704 - a constant
        found = str(draw(card, position=position, voted=voted, href=about[2], csrf=token))
        _kept.put(key, found)
    return found
