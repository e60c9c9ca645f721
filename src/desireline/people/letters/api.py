"""Mail to one person: plain words with a simple HTML form of the same, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

from desireline.kit.options.api import get

__all__ = ["Item", "Letter", "absolute", "message", "send"]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a letter that tells several things."""

    title: str
    url: str
    text: str = ""
    note: str = ""

    @property
    def full_url(self) -> str:
        return absolute(self.url)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says. `lines` stand above the code, the button and the items; `small` stands at the end."""

    subject: str
    title: str
    lines: Sequence[str] = ()
    code: str = ""
    button: tuple[str, str] | None = None
    items: Sequence[Item] = ()
    small: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()

    @property
    def button_url(self) -> str:
        return absolute(self.button[1]) if self.button else ""

    @property
    def full_links(self) -> list[tuple[str, str]]:
        return [(word, absolute(path)) for word, path in self.links]


def absolute(path: str) -> str:
    """The full address of a path of this instance."""
    return path if "://" in path else f"{settings.BASE_URL.origin}{path}"


def message(to: str, letter: Letter, *, headers: Mapping[str, str] | None = None) -> EmailMultiAlternatives:
    """The mail, in the active language. The subject is one line whatever it was made of."""
    context = {
        "letter": letter,
        "name": get("brand_name"),
        "claim": get("brand_claim"),
        "hue": int(get("brand_hue")),
        "home": absolute("/"),
        "lang": get_language() or "en",
        "dir": "rtl" if get_language_bidi() else "ltr",
    }
    subject = " ".join(letter.subject.split())[:180]
    made = EmailMultiAlternatives(subject, _text(letter, context), to=[to], headers=dict(headers or {}))
    made.attach_alternative(render_to_string("letters/letter.html", context), "text/html")
    return made


def send(
    to: str,
    letter: Letter,
    *,
    headers: Mapping[str, str] | None = None,
    connection: BaseEmailBackend | None = None,
) -> None:
    """Send it now. Raises what the mail server answers (OSError, smtplib.SMTPException)."""
    made = message(to, letter, headers=headers)
    made.connection = connection
    made.send()


def _text(letter: Letter, context: Mapping[str, object]) -> str:
    parts: list[str] = [letter.title, *letter.lines]
    if letter.code:
        parts.append(f"    {letter.code}")
    if letter.button:
        parts.append(f"{letter.button[0]}:\n{absolute(letter.button[1])}")
    for item in letter.items:
        shown = [f"* {item.title}", *(f"  {line}" for line in (item.text, item.note) if line)]
        parts.append("\n".join([*shown, f"  {absolute(item.url)}"]))
    parts += letter.small
    foot = [f"{word}: {absolute(path)}" for word, path in letter.links]
    claim = f"\n{context['claim']}" if context["claim"] else ""
    parts.append("\n".join([f"-- \n{context['name']}{claim}\n{context['home']}", *foot]))
    return "\n\n".join(parts) + "\n"
