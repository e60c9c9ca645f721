"""Bringing a source: land its rows, then tell search what changed. Runs in a process of its own.

Whatever fails before the first card is told leaves everything as it was. Cards are told in batches; a run that is
killed between two of them is made whole by the next one, which finds no generation and compares everything.
"""

from __future__ import annotations

import secrets as chance
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.engines.warehouse.api import Cards, cards, land, same
from desireline.guide.connectors import allow as allowing
from desireline.guide.connectors import figures, ledger
from desireline.guide.connectors.declared import CardFile, Declared, Source
from desireline.guide.connectors.identity import resolvers
from desireline.guide.connectors.models import CardSet, ConnectedCard
from desireline.guide.connectors.secrets import Secrets
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import leave_room

Tell = Callable[[str, str, int, int | None], None]  # stage, table or cards, done, of
FEW = 100  # so many cards may go without a question
SHOWN = 20  # ids of unknown customers that are kept


@dataclass(slots=True)
class Counts:
    """What a sync did."""

    read: dict[str, int] = field(default_factory=dict)
    deleted: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    put: int = 0
    gone: int = 0
    cards: dict[str, int] = field(default_factory=dict)
    nobody: int = 0
    unknown: int = 0
    figures: dict[str, int] = field(default_factory=dict)  # accounts with others than before, by panel

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def home() -> Path:
    """The folder of the warehouse."""
    return Path(settings.DATA) / "warehouse"


def bring(source: Source, *, all_of: Declared, secrets: Secrets, tell: Tell, accept: bool = False) -> Counts:
    """Land the source and tell its cards. The caller holds the lock. `accept` lets most of the cards go."""
    landed = land(
        source.landing(secrets), home=home(), tell=lambda stage, name, done: tell(stage, name, done, None)
    )
    counts = Counts(dict(landed.read), dict(landed.deleted), dict(landed.rows))
    for file in all_of.cards_of(source.name):
        if not _as_told(file, source, counts):
            _tell_cards(file, source, counts, tell, accept)
    for panel in all_of.panels_of(source.name):
        counts.figures[panel.name] = figures.tell(panel, source, home=home())
    return counts


def _as_told(file: CardFile, source: Source, counts: Counts) -> bool:
    """Whether nothing changed that could change these cards; they are counted then, and not made."""
    known = CardSet.objects.filter(name=file.name, digest=file.digest).first()
    if known is None or (known.source, known.type) != (file.source, file.type):
        return False
    whose = resolvers(source)
    if not same(home(), name=file.name, select=file.select, resolve=whose, generation=known.generation):
        return False
    _count(counts, known)
    return True


def _tell_cards(file: CardFile, source: Source, counts: Counts, tell: Tell, accept: bool) -> None:
    tell("cards", file.name, 0, None)
    known, _new = CardSet.objects.get_or_create(
        name=file.name, defaults={"source": file.source, "type": file.type}
    )
    moved = (known.source, known.type) != (file.source, file.type)
    if moved:  # the same file for other cards now: the old ones go
        for part in ledger.keys(known.source, known.type):
            counts.gone += ledger.take_away(part)
    constants = {"type": file.type, "source": file.source}
    with cards(
        home(), name=file.name, select=file.select, resolve=resolvers(source), constants=constants
    ) as found:
        delta = bool(known.generation) and not moved and found.generation() == known.generation
        gone = [file.prefix + key for key in found.gone()] if delta else _surplus(found, file)
        _refuse_most(file, gone, kept=found.number(), accept=accept)
        generation = chance.token_hex(8)
        CardSet.objects.filter(pk=known.pk).update(generation="", source=file.source, type=file.type)
        counts.gone += ledger.take_away(gone)
        counts.put += _put(file, found, delta, tell)
        found.told(generation)
        unknown = sorted({*found.unknown("account"), *found.unknown("person")})
        _remember(known.pk, file, generation, found.number(), unknown)
    _count(counts, CardSet.objects.get(pk=known.pk))


def _count(counts: Counts, known: CardSet) -> None:
    counts.cards[known.name] = known.cards
    counts.nobody += known.nobody
    counts.unknown += known.unknown_count


def _surplus(found: Cards, file: CardFile) -> list[str]:
    """Keys that search knows and the SELECT does not give."""
    cut = len(file.prefix)
    gone: list[str] = []
    for part in ledger.keys(file.source, file.type):
        gone += [file.prefix + key for key in found.missing([key[cut:] for key in part])]
    return gone


def _put(file: CardFile, found: Cards, delta: bool, tell: Tell) -> int:
    allow, prefix = allowing.maker(), file.prefix
    every = found.number_changed() if delta else found.number()
    done = told = 0
    for part in found.changed(since_told=delta, size=ledger.BATCH):
        told += ledger.tell([ledger.card_of(file, row, allow=allow, prefix=prefix) for row in part])
        done += len(part)
        tell("cards", file.name, done, every)
        leave_room()
    return told


def _refuse_most(file: CardFile, gone: list[str], *, kept: int, accept: bool) -> None:
    """A source that suddenly lists next to nothing is broken more often than empty."""
    if len(gone) > FEW and len(gone) > kept and not accept:
        raise Refused(
            _(
                "%(gone)d of %(all)d cards of %(file)s would go. Nothing was changed. If that is meant, run: desireline"
                " connect sync %(source)s --accept-deletions"
            )
            % {"gone": len(gone), "all": len(gone) + kept, "file": file.file, "source": file.source}
        )


def _remember(pk: int, file: CardFile, generation: str, number: int, unknown: list[str]) -> None:
    mine = ConnectedCard.objects.filter(source=file.source, type=file.type)
    CardSet.objects.filter(pk=pk).update(
        generation=generation,
        digest=file.digest,
        cards=number,
        nobody=mine.filter(allow="").count(),
        unknown=unknown[:SHOWN],
        unknown_count=len(unknown),
        at=timezone.now(),
    )
