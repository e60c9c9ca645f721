"""Dates as people and programs write them. Pure guessing, kept in one place."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal

DateOrder = Literal["ymd", "dmy", "mdy"]

_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "maer", "mrz"),
    ("apr", "abr", "avr"),
    ("may", "mai", "mag"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "ago", "aou"),
    ("sep", "set"),
    ("oct", "okt", "ott"),
    ("nov",),
    ("dec", "dez", "dic"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NUMBERS = re.compile(r"(\d{1,4})[./\-\s](\d{1,2})[./\-\s](\d{1,4})(?:[,T\s]+(.*))?", re.DOTALL)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|er)?[\s\-/]+(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?[\s\-/]+(?:de\s+|del\s+)?(\d{4})(.*)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(.*)")
_CLOCK = re.compile(
    r"(?:(\d+) days? )?(\d{1,2})[:.h](\d{2})(?:[:.m](\d{2})(?:[.,]\d+)?)?"
    r"\s*([ap])?\.?m?\.?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


def from_number(value: float) -> datetime | None:
    """Seconds, milliseconds, micro- or nanoseconds since 1970, told apart by size."""
    try:
        seconds = float(value)
        if not abs(seconds) < 1e20:  # nor what JSON's 1e999 becomes
            return None
        while seconds > 1e11:
            seconds /= 1000
        found = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return found if 1990 <= found.year <= 2100 else None


def from_text(raw: str, order: DateOrder = "dmy") -> datetime | None:
    """A moment from text, zone kept if said. `order` decides 03/04/2025; a year in front is always year-month-day."""
    raw = raw.strip()[:60]
    if not raw or raw.startswith("0000"):
        return None
    if re.fullmatch(r"\d{9,19}(\.\d+)?", raw):
        return from_number(float(raw))
    for read in (_iso, lambda text: _numbers(text, order), _named, _mailed):
        try:
            found = read(raw)
        except (ValueError, OverflowError, TypeError, IndexError):
            found = None
        if found is not None:
            return found
    return None


def clock(raw: str) -> timedelta | None:
    """A time of day, or the span since midnight that data tools write: 10:50, 10:50:19, 3.30 pm, "0 days 10:50:19"."""
    match = _CLOCK.fullmatch(raw.strip()[:40])
    if match is None:
        return None
    days, hour, minute, second = (int(part or 0) for part in match.groups()[:4])
    half = (match[5] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    span = timedelta(days=days, hours=hour, minutes=minute, seconds=second)
    return span if span < timedelta(days=1) else None


def _iso(raw: str) -> datetime | None:
    bare = re.sub(r"\s*(UTC|GMT)$", "+00:00", raw)
    return datetime.fromisoformat(bare)


def _numbers(raw: str, order: DateOrder) -> datetime | None:
    match = _NUMBERS.fullmatch(raw)
    if match is None:
        return None
    a, b, c = (int(part) for part in match.groups()[:3])
    if len(match[1]) == 4:
        year, month, day = a, b, c
    elif a > 12 or (order != "mdy" and b <= 12):
        year, month, day = c, b, a
    else:
        year, month, day = c, a, b
    if year < 100:
        year += 2000 if year < 70 else 1900
    return _with_clock(datetime(year, month, day), match[4] or "")  # noqa: DTZ001


def _named(raw: str) -> datetime | None:
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", raw) if not unicodedata.combining(letter)
    )
    plain = re.sub(r"^[^\W\d_]+day,?\s+", "", plain, flags=re.IGNORECASE)
    if match := _DAY_FIRST.fullmatch(plain):
        day, name, year, rest = match.groups()
    elif match := _MONTH_FIRST.fullmatch(plain):
        name, day, year, rest = match.groups()
    else:
        return None
    month = _month(name)
    if month is None:
        return None
    return _with_clock(datetime(int(year), month, int(day)), rest.strip(" ,"))  # noqa: DTZ001


def _month(name: str) -> int | None:
    name = name.casefold()
    return _MONTH.get(name[:4]) or _MONTH.get(name[:3])


def _with_clock(day: datetime, rest: str) -> datetime | None:
    rest = re.sub(r"^(at|um|a las|à)\s+", "", rest.strip())
    if not rest:
        return day
    span = clock(rest)
    if span is None:
        return None
    zone = (_CLOCK.fullmatch(rest) or [""] * 7)[6] or ""
    found = day + span
    if zone[:1] in "+-" and zone:
        digits = zone[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return found.replace(tzinfo=timezone(shift if zone[0] == "+" else -shift))
    return found.replace(tzinfo=UTC) if zone else found


def _mailed(raw: str) -> datetime | None:
    return parsedate_to_datetime(raw)
