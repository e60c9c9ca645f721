"""A dry run: the first rows of a source land in a folder of their own, and sample cards tell who would see them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desireline.engines.warehouse.api import CardFault, cards, land, tables
from desireline.guide.connectors import allow as allowing
from desireline.guide.connectors.declared import CardFile, Declared, PanelFile, Source
from desireline.guide.connectors.figures import made
from desireline.guide.connectors.identity import resolvers
from desireline.guide.connectors.ledger import card_of
from desireline.guide.connectors.reading import SourceFault
from desireline.guide.connectors.secrets import Secrets
from desireline.guide.connectors.syncing import Tell, home
from desireline.people.accounts.api import Account

ROWS = 20_000  # of each table that a look reads
SAMPLES = 5
EXCERPT = 280


@dataclass(frozen=True, slots=True)
class Sample:
    """A card as it would be, and who would find it: pairs of a word of `allow` and a name."""

    key: str
    title: str
    excerpt: str
    url: str
    allow: str
    who: list[tuple[str, str]]
    account_key: str
    person_key: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file of cards would give."""

    file: str
    type: str
    label: str
    number: int
    nobody: int
    unknown: list[str]
    samples: list[Sample]


@dataclass(frozen=True, slots=True)
class LookedPanel:
    """What a panel would say: of how many accounts, and of one of them."""

    file: str
    label: str
    customers: bool
    accounts: int
    account: str
    lines: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Look:
    """What a source would give, from its first rows."""

    rows: dict[str, int]
    columns: dict[str, list[tuple[str, str]]]
    cards: list[Looked]
    panels: list[LookedPanel]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def look(source: Source, *, all_of: Declared, secrets: Secrets, tell: Tell) -> Look:
    """Try the source without changing anything. Raises what is wrong with it."""
    home().mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="look-", dir=home()))
    try:
        tells: Callable[[str, str, int], None] = lambda stage, name, done: tell(stage, name, done, None)  # noqa: E731
        landed = land(source.landing(secrets), home=scratch, tell=tells, limit=ROWS)
        columns = tables(scratch, source.name)
        found = [_looked(file, source, scratch) for file in all_of.cards_of(source.name)]
        panels = [_panel(file, source, scratch) for file in all_of.panels_of(source.name)]
        return Look(dict(landed.rows), columns, found, panels)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _looked(file: CardFile, source: Source, scratch: Path) -> Looked:
    from desireline.guide.connectors.kinds import label, taken

    if taken(file.type):
        raise SourceFault(file.file, "type", f"“{file.type}” is a type of our own. Choose another word.")
    allow = allowing.maker()
    constants = {"type": file.type, "source": file.source}
    samples: dict[str, list[Sample]] = {}
    nobody = 0
    try:
        with cards(
            scratch, name=file.name, select=file.select, resolve=resolvers(source), constants=constants
        ) as found:
            number = found.number()
            unknown = [*found.unknown("account"), *found.unknown("person")]
            for part in found.changed(since_told=False, size=1000):
                for row in part:
                    tokens = allow(row["allow"], row["account"], row["person"])
                    nobody += not tokens
                    like = samples.setdefault(" ".join(token.partition(":")[0] for token in tokens), [])
                    if len(like) < SAMPLES:
                        like.append(_sample(file, row, allow))
    except CardFault as fault:
        raise SourceFault(file.file, "", str(fault)) from None
    return Looked(file.file, file.type, label(file), number, nobody, unknown[:20], _mixed(samples))


def _panel(file: PanelFile, source: Source, scratch: Path) -> LookedPanel:
    found = made(file, resolve=resolvers(source)["account"], home=scratch)
    first = next(iter(found), None)
    named = str(Account.objects.filter(pk=first).first() or "") if first is not None else ""
    return LookedPanel(
        file.file,
        file.labels[""],
        file.customers,
        len(found),
        named,
        found[first] if first is not None else [],
    )


def _sample(file: CardFile, row: dict[str, Any], allow: Any) -> Sample:
    card = card_of(file, row, allow=allow, prefix=file.prefix)
    return Sample(
        key=card.key,
        title=card.title,
        excerpt=" ".join(card.body.split())[:EXCERPT],
        url=card.url,
        allow=row["allow"] or "",
        who=allowing.who(card.allow),
        account_key=row["account_key"] or "",
        person_key=row["person_key"] or "",
    )


def _mixed(samples: dict[str, list[Sample]]) -> list[Sample]:
    """A few of each kind of readers, so that the odd ones show."""
    found: list[Sample] = []
    for place in range(SAMPLES):
        found += [like[place] for like in samples.values() if place < len(like)]
    return found[: SAMPLES + len(samples)]
