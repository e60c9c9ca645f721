"""The Jinja2 environment of all pages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from desireline.kit.pages import dates, numbers, words
from desireline.kit.registry import Registry
from desireline.kit.text.api import excerpt, markdown, plain

GLOBALS: Registry[Any] = Registry("template global")
FILTERS: Registry[Any] = Registry("template filter")


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a route."""
    return reverse(name, args=args, kwargs=kwargs) if args or kwargs else _plain(name)


@lru_cache(maxsize=512)
def _plain(name: str) -> str:
    return reverse(name)


@lru_cache(maxsize=512)
def _known_static(path: str) -> str:
    return static(path)


class _Template(Template):
    """Imported templates are the same for every page: we never give globals to one template alone."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend."""
    options.setdefault("undefined", StrictUndefined)
    env = Environment(  # noqa: S701 - Django passes autoescape=True
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, **options
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.template_class = _Template
    env.globals.update(
        static=static if settings.DEBUG else _known_static, url=url, gettext=words.gettext, _=words.gettext
    )
    env.filters.update(
        markdown=markdown,
        plain=plain,
        excerpt=excerpt,
        day=dates.day,
        moment=dates.moment,
        ago=dates.ago,
        number=numbers.number,
        short=numbers.short,
        money=numbers.money,
        percent=numbers.percent,
    )
    for name in GLOBALS.names():
        env.globals[name] = GLOBALS[name]
    for name in FILTERS.names():
        env.filters[name] = FILTERS[name]
    return env
