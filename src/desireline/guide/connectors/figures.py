"""Figures of accounts from other systems, kept as they were when their source was brought: pages only read them."""

from __future__ import annotations

import secrets as chance
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from desireline.engines.warehouse.api import CardFault, Line, figures, same
from desireline.guide.connectors.declared import PanelFile, Source
from desireline.guide.connectors.folder import known
from desireline.guide.connectors.identity import resolvers
from desireline.guide.connectors.models import AccountFigures, FigureSet
from desireline.guide.connectors.reading import SourceFault
from desireline.people.accounts.api import Account

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: a number or a text, what it is, and where it is from."""

    label: str
    value: float | str
    unit: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What a panel says of an account. `at` is when its source said so."""

    key: str
    title: str
    source: str
    at: datetime
    lines: Sequence[Figure]


def tell(file: PanelFile, source: Source, *, home: Path) -> int:
    """Ask the warehouse for the figures of a panel, and keep them. Returns how many accounts have others now."""
    known_, _new = FigureSet.objects.get_or_create(name=file.name)
    resolve = resolvers(source)["account"]
    name, select = f"panel_{file.name}", file.select
    told = known_.generation if known_.digest == file.digest else ""
    if same(home, name=name, select=select, resolve={"account": resolve}, generation=told):
        FigureSet.objects.filter(pk=known_.pk).update(at=timezone.now())
        return 0
    generation = chance.token_hex(8)
    found = made(file, resolve=resolve, home=home, generation=generation)
    with transaction.atomic():
        changed = _keep(file, found)
        FigureSet.objects.filter(pk=known_.pk).update(
            generation=generation, digest=file.digest, at=timezone.now()
        )
    return changed


def made(file: PanelFile, *, resolve: Any, home: Path, generation: str = "") -> dict[int, list[Line]]:
    """What the panel would say, by account. SourceFault names the file."""
    try:
        return figures(
            home, name=f"panel_{file.name}", select=file.select, resolve=resolve, generation=generation
        )
    except CardFault as fault:
        raise SourceFault(file.file, "", str(fault)) from None


def _keep(file: PanelFile, found: Mapping[int, list[Line]]) -> int:
    before = dict(AccountFigures.objects.filter(panel=file.name).values_list("account_id", "lines"))
    there = set(Account.objects.filter(pk__in=found).values_list("pk", flat=True)) if found else set()
    rows = [
        AccountFigures(panel=file.name, account_id=account, lines=lines)
        for account, lines in found.items()
        if account in there and before.get(account) != lines
    ]
    gone = sorted(set(before) - set(found))
    for start in range(0, len(gone), BATCH):
        AccountFigures.objects.filter(panel=file.name, account__in=gone[start : start + BATCH]).delete()
    AccountFigures.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["panel", "account"],
        update_fields=["lines"],
    )
    return len(rows) + len(gone)


def of_account(account: Account, *, own: bool) -> list[Figures]:
    """What the panels that are declared now say of the account; to its own people (`own`) those for customers."""
    declared = known()
    files = {name: one for name, one in declared.panels.items() if one.customers or not own}
    if not files:
        return []
    kept = dict(AccountFigures.objects.filter(account=account, panel__in=files).values_list("panel", "lines"))
    times = dict(FigureSet.objects.filter(name__in=kept).values_list("name", "at")) if kept else {}
    language = (get_language() or "").partition("-")[0]
    return [
        Figures(
            name,
            file.labels.get(language) or file.labels[""],
            declared.sources[file.source].label if file.source in declared.sources else file.source,
            times[name],
            [_line(line, language) for line in kept[name]],
        )
        for name, file in sorted(files.items(), key=lambda one: (one[1].order, one[0]))
        if name in kept and name in times
    ]


def _line(line: Line, language: str) -> Figure:
    return Figure(line.get(f"label_{language}") or line["label"], line["value"], line.get("unit") or "")


def forget_removed(panels: Mapping[str, PanelFile], faults: Mapping[str, Any]) -> int:
    """Forget the figures of panels whose file is no longer there. How many panels."""
    gone = [
        name
        for name in FigureSet.objects.values_list("name", flat=True)
        if name not in panels and f"panels/{name}.sql" not in faults
    ]
    if gone:
        with transaction.atomic():
            AccountFigures.objects.filter(panel__in=gone).delete()
            FigureSet.objects.filter(name__in=gone).delete()
    return len(gone)
