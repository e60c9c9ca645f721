"""`connect add`: a commented file to begin with, and a SELECT beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desireline.engines.warehouse.api import KINDS, RESERVED
from desireline.guide.connectors.reading import NAME, SourceFault

CONNECTION = {
    "sql": """\
# The address of the database. {{password}} is filled in from the line below it; the password itself never stands here.
#   postgresql+psycopg://reader:{{password}}@db.example.org/shop      mysql+pymysql://...      sqlite:///path/to/file.sqlite
url = "{where}"
# password = "env:{upper}_PASSWORD"        # or "file:secrets/{name}", relative to this folder
""",
    "rest": """\
# Where the interface is. Addresses of inner networks are refused unless `private = true` stands above.
base_url = "{where}"
# auth = {{ type = "bearer", token = "env:{upper}_TOKEN" }}      # or api_key, http_basic, oauth2_client_credentials
# headers = {{ Accept = "application/json" }}
# paginator = {{ type = "json_link", next_url_path = "next" }}   # found by itself in most cases
""",
    "files": "# Nothing is needed: the files are named below.\n",
}
TABLE = {
    "sql": """\
from = "{table}"                  # the table or view there; with a schema: "sales.{table}"
key = "id"                       # what tells rows apart: needed for changes and deletions
# cursor = "updated_at"          # a column that grows with each change: only newer rows are read then
# overlap = 300                  # seconds to look back behind the newest row, for rows that are committed late
# columns = ["id", "updated_at"] # leave out what should not come here
""",
    "rest": """\
path = "{table}"                  # below base_url
key = "id"
# data_selector = "items"        # where in the answer the rows are
# cursor = "updated_at"          # with these three, only newer rows are asked for
# cursor_param = "updated_since"
# cursor_start = "2000-01-01T00:00:00Z"
# sweep = {{ path = "{table}/ids" }}  # a shorter list of all keys, where there is one: it tells what was deleted
# params = {{ per_page = 100 }}
""",
    "files": """\
path = "{where}"     # relative to this folder; * stands for any part of a name. CSV, JSON lines, Parquet, XLSX
key = "id"
# delimiter = ";"                # of a CSV file; also encoding and quote
# sheet = "Tickets"              # of an XLSX file
# types = {{ amount = "DOUBLE" }} # all columns are text unless you say more
""",
}
SOURCE = """\
# {label}: a source of records for the search. Try it without changing anything: desireline connect check {name}
label = "{label}"
kind = "{kind}"
every = "1 hour"                 # "15 minutes", "2 days" ... or "never"
{private}
[connection]
{connection}
# Who the customers of this source are here. Rules are tried in turn; a key that fits two is nobody's.
[identity]
account = ["slug", "domain"]     # also "name" and "attribute:crm_id"; domain takes an e-mail address too
person = ["email"]               # also "attribute:crm_id"

[[tables]]
name = "{table}"
{rows}"""
CARDS = """\
-- source: {name}
-- label: {label}
-- icon: file-text
-- One row, one card. Columns: key, title, allow (needed); body, account_key, person_key, created, updated, url, tags,
-- language, weight. Tables are called {name}.<table>; desireline connect check {name} lists their columns.
-- allow says who may find the card: public, signed-in, staff, account (its people and our own), person, nobody;
-- more than one with a space between. Anything else means nobody.
SELECT
  id AS key,
  'Record ' || id AS title,
  'nobody' AS allow
FROM {name}.{table}
"""


@dataclass(frozen=True, slots=True)
class Begun:
    source: Path
    cards: Path


def begin(folder: Path, *, name: str, kind: str, where: str = "", table: str = "", label: str = "") -> Begun:
    """Write both files. SourceFault where a name cannot be used or is taken."""
    file = f"sources/{name}.toml"
    if not NAME.fullmatch(name) or name in RESERVED:
        raise SourceFault(
            file, "", "the name has small letters, digits and _ only, and begins with a letter."
        )
    if kind not in KINDS:
        raise SourceFault(file, "kind", f"is “{kind}”. Write one of: {', '.join(KINDS)}.")
    table = table or {"sql": "records", "rest": "records", "files": name}[kind]
    if not NAME.fullmatch(table.rpartition(".")[2].lower()):
        raise SourceFault(file, "tables", f"“{table}” cannot be the name of a table.")
    where = (
        where
        or {
            "sql": f"sqlite:///files/{name}.sqlite",
            "rest": "https://api.example.org/v1/",
            "files": f"files/{name}*.csv",
        }[kind]
    )
    source, cards = folder / "sources" / f"{name}.toml", folder / "cards" / f"{name}.sql"
    for path in (source, cards):
        if path.exists():
            raise SourceFault(f"{path.parent.name}/{path.name}", "", "is there already. Choose another name.")
        path.parent.mkdir(parents=True, exist_ok=True)
    plain = table.rpartition(".")[2].lower()
    words = {
        "name": name,
        "upper": name.upper(),
        "label": (label or name.replace("_", " ").capitalize()).replace('"', "'"),
        "kind": kind,
        "where": where.replace("\\", "/").replace('"', ""),
        "table": plain,
        "private": "private = false                  # true: an address of your own network\n"
        if kind == "rest"
        else "",
    }
    connection, rows = CONNECTION[kind].format(**words), TABLE[kind].format(**{**words, "table": table})
    source.write_text(SOURCE.format(connection=connection, rows=rows, **words), "utf-8")
    cards.write_text(CARDS.format(**words), "utf-8")
    return Begun(source, cards)
