"""What the operator declared: `sources/*.toml`, `cards/*.sql` and `panels/*.sql`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from desireline.engines.warehouse.spec import KINDS, RESERVED, Landing
from desireline.engines.warehouse.spec import Table as Landed
from desireline.guide.connectors.heading import heading, labels, number
from desireline.guide.connectors.reading import NAME, SourceFault, Table
from desireline.guide.connectors.secrets import Secrets, refuse_literal

T = TypeVar("T")
OfSource = TypeVar("OfSource", "CardFile", "PanelFile")
ACCOUNT_RULES, PERSON_RULES = ("slug", "name", "domain"), ("email",)
REST_OPTIONS = ("params", "data_selector", "paginator", "cursor_param", "cursor_start", "sweep")
FILE_OPTIONS = ("format", "delimiter", "encoding", "quote", "sheet", "types")
SELF = "self:"
HEADINGS = ("source", "type", "icon", "order")
PANEL_HEADINGS = ("source", "order", "customers")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as its file declares it. `landing(secrets)` reads the secrets, and so may fail later than the rest."""

    name: str
    label: str
    kind: str
    every: int  # minutes; 0 for never
    account_rules: tuple[str, ...]
    person_rules: tuple[str, ...]
    landing: Callable[[Secrets], Landing]
    whole: tuple[str, ...] = ()  # tables that are read whole each time


@dataclass(frozen=True, slots=True)
class CardFile:
    """One SELECT and what its cards are called."""

    name: str
    file: str
    source: str
    type: str
    labels: Mapping[str, str]  # by language; "" is the one for all others
    icon: str
    order: int
    select: str

    @property
    def digest(self) -> str:
        told = f"{self.source} {self.type} {self.select}"
        return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()

    @property
    def prefix(self) -> str:
        return f"{self.source}:{self.type}:"


@dataclass(frozen=True, slots=True)
class PanelFile:
    """One SELECT of figures for the view of an account; `customers`: its own people see them, too."""

    name: str
    file: str
    source: str
    labels: Mapping[str, str]
    order: int
    customers: bool
    select: str

    @property
    def digest(self) -> str:
        return hashlib.blake2b(f"{self.source} {self.select}".encode(), digest_size=12).hexdigest()


@dataclass(slots=True)
class Declared:
    """All that can be used, and by file what cannot."""

    folder: Path
    sources: dict[str, Source] = field(default_factory=dict)
    cards: dict[str, CardFile] = field(default_factory=dict)
    panels: dict[str, PanelFile] = field(default_factory=dict)
    faults: dict[str, SourceFault] = field(default_factory=dict)  # by file
    orphans: set[str] = field(default_factory=set)  # names of cards whose source is not there

    def cards_of(self, source: str) -> list[CardFile]:
        return [one for one in self.cards.values() if one.source == source]

    def panels_of(self, source: str) -> list[PanelFile]:
        return [one for one in self.panels.values() if one.source == source]

    def faults_of(self, source: str) -> list[SourceFault]:
        return [one for file, one in self.faults.items() if file == f"sources/{source}.toml"]


def declared(folder: Path) -> Declared:
    """Read all files of the folder. A file that cannot be used is a fault, and the others can be."""
    found = Declared(folder)

    def keep(into: dict[str, T], path: Path, read: Callable[[Path], T]) -> None:
        try:
            into[path.stem] = read(path)
        except SourceFault as fault:
            found.faults[f"{path.parent.name}/{path.name}"] = fault

    for path in sorted((folder / "sources").glob("*.toml")):
        keep(found.sources, path, lambda path: read_source(path, folder=folder))
    for path in sorted((folder / "cards").glob("*.sql")):
        keep(found.cards, path, read_cards)
    for path in sorted((folder / "panels").glob("*.sql")):
        keep(found.panels, path, read_panel)
    found.orphans = set(_strays(found, found.cards))
    _strays(found, found.panels)
    return found


def _strays(found: Declared, files: dict[str, OfSource]) -> list[str]:
    """Take away files whose source is not there, each with a fault. Their names."""
    strays = [
        name
        for name, one in files.items()
        if one.source not in found.sources and f"sources/{one.source}.toml" not in found.faults
    ]
    for name in strays:
        one, names = files.pop(name), ", ".join(found.sources) or "none yet"
        found.faults[one.file] = SourceFault(
            one.file, "source", f"there is no source “{one.source}”. Sources are: {names}."
        )
    return strays


def read_source(path: Path, *, folder: Path) -> Source:
    """A source. SourceFault names file, key and remedy."""
    table = Table.of_file(path)
    name = path.stem
    if not NAME.fullmatch(name) or name in RESERVED:
        raise SourceFault(
            table.file, "", "the name of the file is the name of the source: small letters, digits and _ only, a"
            f" letter first, and none of: {', '.join(sorted(RESERVED))}.",
        )  # fmt: skip
    kind = table.one_of("kind", KINDS)
    label, every, private = (
        table.text("label", name),
        table.minutes("every", "1 hour"),
        table.flag("private", False),
    )
    connection, identity = table.table("connection"), table.table("identity")
    rows = [_table(row, kind=kind) for row in table.tables("tables")]
    if not rows:
        raise table.wrong("tables", "is missing. Write [[tables]] and what to bring.")
    names = [row.name for row in rows]
    for twice in (one for one in names if names.count(one) > 1):
        raise table.wrong("tables", f"“{twice}” is there twice. Give each a name of its own.")
    table.done()
    options = _connection(connection, kind=kind)
    rules = _rules(identity, "account", ACCOUNT_RULES), _rules(identity, "person", PERSON_RULES)
    identity.done()

    inner = private or str(connection.values.get("base_url", "")).startswith(SELF)

    def landing(secrets: Secrets) -> Landing:
        return Landing(name, kind, rows, folder, options(secrets), inner)

    by_file = kind == "files" or str(connection.values.get("url", "")).startswith("sqlite:")
    whole = () if by_file else tuple(row.name for row in rows if not (row.cursor and row.sweeps))
    return Source(name, label, kind, every, *rules, landing, whole)


def _rules(identity: Table, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    rules = identity.texts(key)
    for rule in rules:
        if rule not in known and not (rule.startswith("attribute:") and rule != "attribute:"):
            told = ", ".join((*known, "attribute:NAME"))
            raise identity.wrong(key, f"“{rule}” is not a rule. Rules are: {told}.")
    return rules


def _connection(table: Table, *, kind: str) -> Callable[[Secrets], dict[str, Any]]:
    """Check the table now; fill its secrets in later."""
    if kind == "files":
        table.done()
        return lambda _secrets: {}
    if kind == "sql":
        url, password = table.text("url"), table.text("password", "")
        for key, value in (("url", url), ("password", password)):
            if value:
                refuse_literal(table, key, value)
        if "{password}" in url and not password:
            raise table.wrong("password", 'is missing. Write password = "env:NAME".')
        table.done()
        return lambda secrets: _database(secrets, table, url, password)
    names = ("base_url", "headers", "auth", "paginator")
    values = {name: table.any(name) for name in names if name in table.values}
    address = table.text("base_url")
    if not address.startswith(("http://", "https://", "env:", SELF)):
        raise table.wrong(
            "base_url", f"is “{address}”. Write an address that begins with https:// or http://."
        )
    for key, value in values.items():
        _look_through(table, key, value)
    table.done()
    return lambda secrets: {
        "client": {key: _own(secrets.filled(table, key, value)) for key, value in values.items()}
    }


def _own(value: Any) -> Any:
    """An address of this instance itself: “self:/path”."""
    if not isinstance(value, str) or not value.startswith(SELF):
        return value
    from django.conf import settings

    return f"{str(settings.BASE_URL).rstrip('/')}{value[len(SELF) :]}"


def _database(secrets: Secrets, table: Table, url: str, password: str) -> dict[str, Any]:
    from urllib.parse import quote

    found = secrets.value(table, "url", url)
    if "{password}" in found:
        found = found.replace("{password}", quote(secrets.value(table, "password", password), safe=""))
    if "://" not in found:
        raise table.wrong(
            "url", "is not an address of a database, like postgresql+psycopg://user:{password}@host/name."
        )
    return {"url": found}


def _look_through(table: Table, key: str, value: Any) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _look_through(table, f"{key}.{name}", inner)
    elif isinstance(value, list):
        for inner in value:
            _look_through(table, key, inner)
    elif isinstance(value, str):
        refuse_literal(table, key, value)


def _table(row: Table, *, kind: str) -> Landed:
    name = row.name("name")
    origin = row.text("path") if kind != "sql" else row.text("from", name)
    key, cursor = row.texts("key"), row.text("cursor", "")
    default = "merge" if key and cursor and kind != "files" else "replace"
    mode = row.one_of("mode", ("merge", "replace"), default)
    overlap, columns = row.number("overlap", 0), row.texts("columns")
    known = {"rest": REST_OPTIONS, "files": FILE_OPTIONS}.get(kind, ())
    options = {option: row.any(option) for option in known if option in row.values}
    if mode == "merge" and not key:
        raise row.wrong("key", 'is missing. With mode "merge" name the column that tells rows apart.')
    if cursor and not key:
        raise row.wrong("key", "is missing. A cursor needs the column that tells rows apart.")
    if kind == "files" and (cursor or mode == "merge"):
        raise row.wrong(
            "cursor" if cursor else "mode", "files are read whole whenever they change: leave it out."
        )
    if kind == "rest" and mode == "merge":
        for needed in ("cursor", "cursor_param", "cursor_start"):
            if not (cursor if needed == "cursor" else options.get(needed)):
                raise row.wrong(needed, 'is missing. Without it, leave cursor out or write mode = "replace".')
    if columns and not set(key) | ({cursor} if cursor else set()) <= set(columns):
        raise row.wrong("columns", "leaves out the key or the cursor. Name them too.")
    row.done()
    return Landed(name, origin, key, cursor, mode, overlap, columns, options)


def read_cards(path: Path) -> CardFile:
    """A SELECT with its heading. SourceFault names file, key and remedy."""
    file, text, found = heading(path, HEADINGS)
    kind = found.get("type", path.stem)
    if not NAME.fullmatch(kind) or not NAME.fullmatch(path.stem):
        raise SourceFault(
            file, "type", f"is “{kind}”. Write small letters, digits and _ only, a letter first."
        )
    order = number(found, "order", "60", file)
    icon = found.get("icon", "file-text")
    return CardFile(path.stem, file, found["source"], kind, labels(found, kind), icon, order, text)


def read_panel(path: Path) -> PanelFile:
    """A SELECT of figures with its heading. SourceFault names file, key and remedy."""
    file, text, found = heading(path, PANEL_HEADINGS)
    if not NAME.fullmatch(path.stem):
        raise SourceFault(
            file, "", "the name of the file has small letters, digits and _ only, a letter first."
        )
    customers = found.get("customers", "no")
    if customers not in ("yes", "no"):
        raise SourceFault(file, "customers", f"is “{customers}”. Write yes or no.")
    order = number(found, "order", "50", file)
    return PanelFile(
        path.stem, file, found["source"], labels(found, path.stem), order, customers == "yes", text
    )
