"""Single values as they stand in files, made clean: text, ids, numbers, yes and no, addresses, times, lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import orjson

from desireline.reach.imports.dates import from_number, from_text

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAIL = re.compile(r"[^@\s<>\",;:]{1,64}@[^@\s<>\",;:.]+(?:\.[^@\s<>\",;:.]+)+")
_YES = frozenset({"1", "true", "t", "yes", "y", "ja", "si", "sí", "oui", "x"})
_NOTHING = frozenset(("-1", "null", "NULL", "None"))
_GUARDED = re.compile(r"'[=+\-@\t\r]")


def text(value: object) -> str:
    """As text, whatever it was: exporters write names that look like numbers as numbers. Lists and objects are ""."""
    if type(value) is str:
        if value.isascii() and value.isprintable():
            return value.strip()
        return _cleaned(value).strip()
    if value is None or isinstance(value, (dict, list, tuple, bool)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _cleaned(str(value)).strip()


def _cleaned(value: str) -> str:
    """Without what no database keeps: control characters and halves of surrogate pairs."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    try:
        value.encode()
    except UnicodeEncodeError:
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", value)


def ident(value: object) -> str:
    """An id, at most 200 characters; "" for none, null and the -1 that some tables write for none."""
    if (
        type(value) is str
        and len(value) <= 200
        and value.isascii()
        and value.isprintable()
        and " " not in value
    ):
        found = value
    elif type(value) is int:
        found = str(value)
    else:
        found = text(value)[:200]
    return "" if found in _NOTHING else found


def line(value: object, length: int = 300) -> str:
    """One line of text: a title, a name."""
    return " ".join(text(value).split())[:length]


def unguarded(value: str) -> str:
    """Take off the ' that careful exporters put before cells that a spreadsheet would run."""
    return value[1:] if value[:1] == "'" and _GUARDED.match(value) else value


def count(value: object) -> int:
    """A number of things: 0 or more, 0 where there is none to read."""
    return number(value) or 0


def number(value: object) -> int | None:
    """A number of things: 0 or more, None where there is none to read."""
    if type(value) is int:
        return min(max(value, 0), 10**9)
    found = text(value).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if re.fullmatch(r"\d{1,3}([.,']\d{3})+", found):
        found = re.sub(r"[.,']", "", found)
    try:
        return min(max(int(float(found)), 0), 10**9)
    except (ValueError, OverflowError):
        return None


def yes(value: object) -> bool:
    return value if isinstance(value, bool) else text(value).casefold() in _YES


def money(value: object) -> Decimal | None:
    """An amount, or None. Reads 1234.5, 1,234.50, 1.234,50 and a currency sign around them."""
    found = re.sub(r"[^\d.,\-]", "", text(value))
    if "," in found and "." in found:
        found = found.replace("," if found.rfind(".") > found.rfind(",") else ".", "")
    elif re.search(r",\d{3}$", found):
        found = found.replace(",", "")
    try:
        amount = Decimal(found.replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < 10**12 else None


def mail(value: object) -> str:
    """A lower-case address, or "" when it cannot be one."""
    return _mail(value) if isinstance(value, str) else ""


@lru_cache(16_384)  # voters come back
def _mail(value: str) -> str:
    found = text(value).lower()
    return found if len(found) <= 254 and _MAIL.fullmatch(found) else ""


def when(value: object) -> datetime | None:
    """A moment in UTC from what exporters write; None for nothing, MySQL's 0000-00-00 and impossible years."""
    found: datetime | None
    if type(value) is str:
        try:
            found = datetime.fromisoformat(value if len(value) == 8 or not value.isdigit() else "")
        except ValueError:
            found = from_text(text(value))
    elif isinstance(value, datetime):
        found = value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        found = from_number(value)
    else:
        return None
    return None if found is None else in_utc(found)


def in_utc(found: datetime) -> datetime | None:
    """Aware and in UTC; without a zone it is taken for UTC. None outside 1970 to 2100."""
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    elif found.tzinfo is not UTC:
        try:
            found = found.astimezone(UTC)
        except (OverflowError, ValueError):
            return None
    return found if 1970 <= found.year <= 2100 else None


def labels(value: object) -> tuple[str, ...]:
    """Labels written as a JSON array, or in one cell with commas, semicolons or bars between; each once."""
    parts = [line(part, 100) for part in value] if isinstance(value, list) else _split(text(value))
    return tuple(dict.fromkeys(part for part in parts if part))


def _split(found: str) -> list[str]:
    if found.startswith("["):
        try:
            listed = orjson.loads(found)
        except orjson.JSONDecodeError:
            listed = None
        if isinstance(listed, list):
            return [line(part, 100) for part in listed]
        found = found.strip("[]")
    for separator in (";", "|", ","):
        if separator in found:
            return [line(part.strip("\"' "), 100) for part in found.split(separator)]
    return [line(found, 100)] if found else []


def person_key(source_id: str, email: str, name: str) -> str:
    """By what a person is known: an id, else the address, else the name, else "" for nobody."""
    if source_id:
        return source_id
    if email:
        return f"mail:{email}"
    return f"name:{name}" if name else ""
