"""The types of cards that connectors bring, made known to the search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from desireline.engines.search.api import CARDS, Card
from desireline.engines.search.api import Source as Searched
from desireline.guide.connectors import ledger
from desireline.guide.connectors.allow import reader_tokens
from desireline.guide.connectors.declared import CardFile, Declared
from desireline.guide.connectors.folder import known
from desireline.guide.connectors.models import ConnectedCard
from desireline.kit.rows.api import fetch, marks
from desireline.people.identity.api import Person

_mine: dict[str, CardFile] = {}
_read: Declared | None = None


def taken(kind: str) -> bool:
    """Whether something else than a connector has cards of this type."""
    return kind in CARDS.names() and kind not in _mine


def register() -> None:
    """Make the types of `cards/*.sql` known. Called before each search: cheap while no file changed."""
    global _read
    found = known()
    if found is _read:
        return
    _read = found
    for file in found.cards.values():
        if taken(file.type):
            continue
        _mine[file.type] = file
        if CARDS.get(file.type) is None:
            CARDS.add(file.type, _searched(file))


def forget() -> None:
    """No type of a connector is known until files are looked at again."""
    global _read
    for kind in _mine:
        CARDS.remove(kind)
    _mine.clear()
    _read = None


def _searched(file: CardFile) -> Searched:
    named = lazy(partial(_label, file.type), str)()
    return Searched(
        file.type, named, partial(_ids, file.type), _make, _seen, file.icon, file.order, by_key=True
    )


def label(file: CardFile) -> str:
    """What the cards are called, in the reader's language where the file has it."""
    language = (get_language() or "").partition("-")[0]
    return file.labels.get(language) or file.labels[""]


def _label(kind: str) -> str:
    return label(_mine[kind])


def _ids(kind: str) -> Iterable[str]:
    return (
        ConnectedCard.objects.filter(type=kind).order_by("key").values_list("key", flat=True).iterator(5000)
    )


def _make(keys: Sequence[str]) -> Iterable[Card]:
    rows = ConnectedCard.objects.filter(key__in=keys).values_list("key", "type", "card")
    return [ledger.made(*row) for row in rows]


def _seen(reader: Person | None, keys: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """Those of the cards that the reader may see now, whatever the index says."""
    tokens = reader_tokens(reader)
    names = {name: source.label for name, source in known().sources.items()}
    sql = f"SELECT key, source, allow FROM guide_connectedcard WHERE key IN ({marks(keys)})"  # noqa: S608 - marks only
    rows = fetch(sql, keys) if keys else []
    return {
        key: {"place": names.get(source, source)}
        for key, source, allow in rows
        if tokens & set(allow.split())
    }
