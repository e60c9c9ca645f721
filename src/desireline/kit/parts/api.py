"""The parts that stand on a page by the dozen, and a memory for pieces of the frame."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from types import SimpleNamespace

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from desireline.kit.options.memory import Recent

__all__ = ["avatar", "icon", "kept", "status", "vote"]

TURNING = frozenset(
    (
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "log-in",
        "log-out",
        "reply",
        "send",
        "undo-2",
    )
)
_memory: Recent[Hashable, tuple[str, ...]] = Recent(1024)


@lru_cache(maxsize=2048)
def icon(name: str, label: str | None = None, kind: str = "") -> Markup:
    """A Lucide icon of the sprite. Without a label it is decoration."""
    kinds = f"icon{' flips' if name in TURNING else ''}{' ' + kind if kind else ''}"
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    sheet = escape(static("kit/icons.svg"))
    return Markup(f'<svg class="{escape(kinds)}" {said}><use href="{sheet}#{escape(name)}"></use></svg>')  # noqa: S704


def vote(
    action: str,
    count: int | str,
    voted: bool = False,
    title: str = "",
    size: str = "",
    csrf: str = "",
    href: str | None = None,
    locked: bool = False,
) -> Markup:
    """A vote: sends want=1 or want=0 to `action`; with `href` (signed out) a link. `size`: "", "small" or "large"."""
    words: list[str] = [icon("arrow-big-up")]
    if size == "large":
        given, yet = escape(_("Voted")), escape(_("Vote"))
        shown = given if voted else yet
        words.append(f'<span class="word" data-words="{yet}|{given}">{shown}</span>')
    said = _("Vote for “%(title)s”:") % {"title": title} if title else _("Vote:") if size != "large" else ""
    hidden = f'<span class="hidden">{escape(said)} </span>' if said else ""
    inner = f'{"".join(words)}{hidden}<span class="count">{escape(count)}</span>'
    if href:
        return Markup(f'<div class="vote {size}"><a href="{escape(href)}">{inner}</a></div>')  # noqa: S704
    state = f'value="{0 if voted else 1}" aria-pressed="{"true" if voted else "false"}"'
    return Markup(  # noqa: S704 - every value above is escaped
        f'<form class="vote {size}" method="post" action="{escape(action)}" data-vote>{escape(csrf)}'
        f'<button type="submit" name="want" {state}{" disabled" if locked else ""}>{inner}</button></form>'
    )


def status(
    name: object, hue: int | str | None = None, icon_name: str | None = None, href: str | None = None
) -> Markup:
    """A badge. `hue` is 0 to 11, a word (good, warn, bad, info), or None for grey."""
    kind = "plain" if hue is None else f"hue-{hue % 12}" if isinstance(hue, int) else escape(hue)
    inside = f"{icon(icon_name) if icon_name else ''}{escape(name)}"
    if href:
        return Markup(f'<a class="badge tint {kind}" href="{escape(href)}">{inside}</a>')  # noqa: S704
    return Markup(f'<span class="badge tint {kind}">{inside}</span>')  # noqa: S704


def avatar(name: str, hue: int = 0, image: str | None = None, size: str = "") -> Markup:
    """A face or its initials. `hue` is any number that stays the same for the person. Write the name beside it."""
    words = name.split() or ["?"]
    if image:
        inside = f'<img src="{escape(image)}" alt="" loading="lazy">'
    else:
        inside = escape((words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper())
    kinds = f"avatar tint hue-{int(hue) % 12} {escape(size)}"
    return Markup(f'<span class="{kinds}" aria-hidden="true">{inside}</span>')  # noqa: S704


def kept(*key: Hashable, caller: Callable[..., Markup], **values: object) -> Markup:
    """A piece of a page that its key determines, made once: `{% call kept("foot", locale.lang) %}…{% endcall %}`.

    What differs from reader to reader is given by name and stands in the piece as a hole, filled each time:
    `{% call(hole) kept("top", locale.lang, here=request.path) %}<input value="{{ hole.here }}">{% endcall %}`.
    """
    found = None if settings.DEBUG else _memory.get(key)
    if found is None:
        found = _cut(str(caller(SimpleNamespace(**_holes(values))) if values else caller()))
        if not settings.DEBUG:
            _memory.put(key, found)
    if not values:
        return found[0]  # type: ignore[return-value]
    given = {name: str(escape(value)) for name, value in values.items()}
    return Markup("".join([given[part] if n % 2 else part for n, part in enumerate(found)]))  # noqa: S704 - all escaped


_SIGN = secrets.token_hex(8)  # nobody can write what looks like a hole
_HOLE = re.compile(f"{_SIGN}([a-z_]+){_SIGN}")


def _holes(values: Iterable[str]) -> dict[str, Markup]:
    return {name: Markup(f"{_SIGN}{name}{_SIGN}") for name in values}  # noqa: S704 - our own names


def _cut(text: str) -> tuple[str, ...]:
    """Text, name of a hole, text, name, text, …"""
    parts = _HOLE.split(text)
    return (Markup(parts[0]),) if len(parts) == 1 else tuple(parts)  # noqa: S704 - from our own templates
