"""A word to the reader on the next page, with a way back where there is one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def said(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Show `text` as a toast on the next page; `undo` is the address to which its button posts."""
    messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")
