"""Translations for templates: Jinja's own way, remembered by language, since a page asks for fifty of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as translated
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


@lru_cache(maxsize=8192)
def _said(language: str | None, text: str) -> tuple[str, Markup]:
    found = translated(text)
    return found, Markup(found)  # noqa: S704 - texts of the product and its catalogues


@lru_cache(maxsize=8192)
def _whole(language: str | None, text: str) -> tuple[str, Markup]:
    found = translated(text) % {}
    return found, Markup(found)  # noqa: S704 - texts of the product and its catalogues


@pass_eval_context
def gettext(context: EvalContext, text: str, /, **values: Any) -> str:
    """`_("Hello %(name)s", name=name)`: values are escaped, `%%` is a percent sign."""
    language = get_language()
    if not values:
        return _whole(language, text)[context.autoescape]
    return _said(language, text)[context.autoescape] % values
