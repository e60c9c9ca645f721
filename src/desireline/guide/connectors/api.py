"""Connectors: records of other systems as cards in the search, for those who may see them.

`sync` and `check` load dlt and DuckDB: call them in a process of their own (the command, or `apart.run`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from desireline.engines.warehouse.api import drop, installed, lock
from desireline.guide.connectors import figures, ledger
from desireline.guide.connectors.allow import account_tokens
from desireline.guide.connectors.declared import Declared, Source
from desireline.guide.connectors.figures import Figure, Figures, of_account
from desireline.guide.connectors.folder import folder, known
from desireline.guide.connectors.kinds import taken
from desireline.guide.connectors.looking import Look, look
from desireline.guide.connectors.models import CardSet
from desireline.guide.connectors.reading import SourceFault
from desireline.guide.connectors.runs import Failed, bury_the_dead, run
from desireline.guide.connectors.secrets import Secrets
from desireline.guide.connectors.syncing import Counts, Tell, bring, home

__all__ = [
    "Failed",
    "Figure",
    "Figures",
    "SourceFault",
    "account_tokens",
    "check",
    "folder",
    "forget_removed",
    "known",
    "of_account",
    "removed",
    "source_named",
    "sync",
    "usable",
]


def source_named(name: str, *, found: Declared | None = None) -> Source:
    """The source of that name. SourceFault where its file is wrong or not there."""
    found = found or known(now=True)
    for fault in found.faults_of(name):
        raise fault
    source = found.sources.get(name)
    if source is None:
        names = ", ".join(found.sources) or _("none yet")
        raise SourceFault(f"sources/{name}.toml", "", _("there is no such file. Sources are: %s.") % names)
    return source


def usable() -> set[str]:
    """The files that can be used, as `sources/shop.toml`."""
    found = known(now=True)
    return {
        *(f"sources/{name}.toml" for name in found.sources),
        *(one.file for one in found.cards.values()),
        *(one.file for one in found.panels.values()),
    }


def sync(name: str, *, tell: Tell, by: int | None = None, accept: bool = False) -> Counts:
    """Bring a source and tell search what changed; waits for another one that runs. Raises Failed, written down."""
    with _at_work(name, kind="sync", by=by) as (source, found, secrets, row):
        _whole(name, found)
        done = bring(source, all_of=found, secrets=secrets, tell=tell, accept=accept)
        row.counts = done.as_json()
        return done


def check(name: str, *, tell: Tell, by: int | None = None) -> Look:
    """Try a source without changing anything, and keep what it would give for the operator's page. Raises Failed."""
    with _at_work(name, kind="look", by=by) as (source, found, secrets, row):
        _whole(name, found, strict=True)
        looked = look(source, all_of=found, secrets=secrets, tell=tell)
        row.sample, row.counts = [looked.as_json()], {"rows": looked.rows}
        return looked


@contextmanager
def _at_work(name: str, *, kind: str, by: int | None) -> Iterator[tuple]:  # type: ignore[type-arg]
    if not installed():
        raise Failed(_("Connectors need more than is installed. Run: pip install 'desireline[connectors]'"))
    secrets = Secrets(folder())
    with lock(home()):
        bury_the_dead()
        with run(name, kind=kind, by=by, secrets=secrets) as row:
            found = known(now=True)
            yield source_named(name, found=found), found, secrets, row


def _whole(name: str, found: Declared, *, strict: bool = False) -> None:
    """A broken file of cards that were told stops its source: they would look like deletions. `strict`: any does."""
    told = set(CardSet.objects.filter(source=name).values_list("name", flat=True))
    for file, fault in found.faults.items():
        stem = file.removeprefix("cards/").removesuffix(".sql")
        if file.startswith("cards/") and stem not in found.orphans and (strict or stem in told):
            raise fault
    for one in found.cards_of(name):
        if taken(one.type):
            raise SourceFault(
                one.file, "type", _("“%s” is a type of our own. Choose another word.") % one.type
            )


def removed() -> list[CardSet]:
    """Sets of cards whose file, or the file of whose source, is no longer there. None while the folder is away."""
    found = known(now=True)
    if not (found.folder / "sources").is_dir():
        return []
    broken = {
        file for file in found.faults if file.removeprefix("cards/").removesuffix(".sql") not in found.orphans
    }
    files = {f"cards/{name}.sql" for name in found.cards} | broken
    return [one for one in CardSet.objects.order_by("name") if f"cards/{one.name}.sql" not in files]


def forget_removed() -> int:
    """Take away the cards of files that are no longer there, and what landed from sources that are no longer there."""
    gone = 0
    for one in removed():
        with lock(home()):
            for part in ledger.keys(one.source, one.type):
                gone += ledger.take_away(part)
            if installed() and not _declared(one.source):
                drop(home(), one.source)
            one.delete()
    found = known()
    if (found.folder / "sources").is_dir():
        figures.forget_removed(found.panels, found.faults)
    return gone


def _declared(name: str) -> bool:
    found = known()
    return name in found.sources or f"sources/{name}.toml" in found.faults
