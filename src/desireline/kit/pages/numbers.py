"""Numbers as the reader's language wants them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent
from django.utils.translation import get_language


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")


def number(value: float | Decimal, digits: int = 0) -> str:
    """1,234 or 1.234,5: with `digits` decimals."""
    return _number(round(value, digits), digits, _locale())


@lru_cache(maxsize=4096)
def _number(value: float | Decimal, digits: int, locale: str) -> str:
    form = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, form, locale=locale)


def short(value: float) -> str:
    """Whole below 10,000, then 12K."""
    if abs(value) < 10_000:
        return number(value)
    found = format_compact_decimal(value, locale=_locale(), fraction_digits=1)
    return number(value) if found.isdigit() else found  # German has no word for thousands


def money(value: float | Decimal, currency: str) -> str:
    """An amount without cents."""
    return _money(round(value), currency, _locale())


@lru_cache(maxsize=4096)
def _money(value: int, currency: str, locale: str) -> str:
    form = Locale.parse(locale).currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(value, currency, form, locale=locale, currency_digits=False)


def percent(share: float) -> str:
    """A share 0..1 as a whole percentage, with the unbreakable blank before the sign that intervals have, too."""
    return format_percent(share, locale=_locale(), format="#,##0\u00a0%")
