"""PostgreSQL as a source, on a server of our own (or the one of DATABASE_URL): what is new, what is gone, odd types."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote

import pytest

pytest.importorskip("dlt")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

from desireline.engines.warehouse.api import Landed, Table  # noqa: E402
from tests.engines.warehouse.shop import bring, rows  # noqa: E402

HERE = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
GIVEN = os.environ.get("DATABASE_URL", "")
Run = Callable[[str], None]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server."""
    if GIVEN.startswith("postgres"):
        yield "postgresql+psycopg" + GIVEN[GIVEN.index("://") :]
        return
    if not HERE:
        pytest.skip("There is no PostgreSQL here.")
    folder, programs = Path(tempfile.mkdtemp(prefix="desireline-source-")), HERE[-1].parent
    as_nobody = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []  # it refuses to run as root
    if as_nobody:
        shutil.chown(folder, "nobody")

    def call(program: str, *arguments: str) -> None:
        command = [*as_nobody, str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60)

    call("initdb", "-U", "reader", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    given = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", given, "start")
    try:
        yield f"postgresql+psycopg://reader@/postgres?host={quote(str(folder))}"
    finally:
        call("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def schema() -> str:
    return f"sales_{token_hex(4)}"


@pytest.fixture
def sql(server: str, schema: str) -> Iterator[Run]:
    """Runs a statement in a schema of its own."""
    import sqlalchemy as sa

    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.execute(sa.text(f"SET search_path = {schema}"))
            connection.exec_driver_sql(statement)

    run(f"CREATE SCHEMA {schema}")
    yield run
    run(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def get(server: str, schema: str, tmp_path: Path) -> Callable[..., Landed]:
    def found(table: Table = ORDERS) -> Landed:
        origin = Table(table.name, f"{schema}.{table.origin}", table.key, table.cursor, table.mode)
        return bring(tmp_path, origin, url=server)

    return found


ORDERS = Table("orders", "orders", ("id",), "updated", "merge")
MADE = (
    "CREATE TABLE orders (id bigint PRIMARY KEY, ref uuid UNIQUE, code text, note text, updated timestamptz);"
    "INSERT INTO orders SELECT n, md5(n::text)::uuid, 'A' || n, 'Note ' || n,"
    " timestamptz '2026-01-01 00:00+02' + n * interval '1 minute' FROM generate_series(1001, 1200) n"
)


def test_what_is_new_comes_by_its_cursor_and_what_is_gone_goes(
    sql: Run, get: Callable[..., Landed], tmp_path: Path
) -> None:
    sql(MADE)
    assert get().read == {"orders": 200}
    assert get().changed is False
    sql("UPDATE orders SET note = 'Changed', updated = now() WHERE id = 1007")
    sql("DELETE FROM orders WHERE id IN (1001, 1100)")
    landed = get()
    assert (landed.read, landed.deleted, landed.rows) == ({"orders": 2}, {"orders": 2}, {"orders": 198})
    assert rows(tmp_path, "SELECT note, typeof(updated) FROM shop.orders WHERE id = 1007") == [
        ("Changed", "TIMESTAMP WITH TIME ZONE")
    ]
    sql("INSERT INTO orders VALUES (5, NULL, 'A5', 'No date', NULL)")
    assert get().rows == {"orders": 199}
    assert get().changed is False


@pytest.mark.parametrize("key", ["ref", "code"])
def test_keys_that_are_no_numbers_are_swept(
    sql: Run, get: Callable[..., Landed], tmp_path: Path, key: str
) -> None:
    table = Table("orders", "orders", (key,), "updated", "merge")
    sql(MADE)
    get(table)
    sql("DELETE FROM orders WHERE id = 1150")
    assert get(table).deleted == {"orders": 1}
    sql(
        "DELETE FROM orders WHERE id = 1151;"
        "INSERT INTO orders SELECT 1201, md5('x')::uuid, 'A1201', 'New', max(updated) FROM orders"
    )  # as many rows, and none is newer
    landed = get(table)
    assert (landed.deleted, landed.rows) == ({"orders": 1}, {"orders": 199})
    assert rows(tmp_path, "SELECT count(*) FROM shop.orders WHERE note = 'New'") == [(1,)]
    assert get(table).changed is False


VALUES = (
    ("numeric(12, 2)", "7.70", Decimal("7.70")),
    ("numeric", "1.12345678901234", Decimal("1.123456789")),
    ("numeric", "1e30", None),
    ("numeric(10, 2)", "'NaN'", None),
    ("numeric(50, 20)", "1.5", Decimal("1.5")),
    ("double precision", "0.1", 0.1),
    ("timestamptz", "'2026-01-01 00:30+02'", dt.datetime(2025, 12, 31, 22, 30, tzinfo=dt.UTC)),
    ("timestamptz", "'infinity'", None),
    ("date", "'-infinity'", None),
    ("date", "'2026-02-03'", dt.date(2026, 2, 3)),
    ("jsonb", """'{"a": [1, "ü"], "b": null}'""", '{"a":[1,"ü"],"b":null}'),
    ("json", "'3'", "3"),
    ("uuid", "'47806456-972c-4eb4-8b83-9ef86278b6d2'", "47806456-972c-4eb4-8b83-9ef86278b6d2"),
    ("text[]", "ARRAY['a', 'b,c', NULL]", '["a","b,c",null]'),
    ("int[]", "ARRAY[[1, 2], [3, 4]]", "[[1,2],[3,4]]"),
    ("inet[]", "ARRAY['10.0.0.1'::inet]", '["10.0.0.1"]'),
    ("inet", "'10.0.0.1'", "10.0.0.1/32"),
    ("interval", "'1 day 2 hours'", "1 day 02:00:00"),
    ("int4range", "'[1,5)'", "[1,5)"),
    ("boolean", "true", True),
    ("bytea", "'\\x00ff'", b"\x00\xff"),
)  # fmt: skip


def test_values_of_all_types_come(sql: Run, get: Callable[..., Landed], tmp_path: Path) -> None:
    sql(f"CREATE TABLE odd (id int, {', '.join(f'v{n} {kind}' for n, (kind, *_rest) in enumerate(VALUES))})")
    sql(f"INSERT INTO odd VALUES (1, {', '.join(value for _kind, value, _comes in VALUES)})")
    sql("INSERT INTO odd (id) VALUES (2)")
    assert get(Table("odd", "odd", ("id",))).rows == {"odd": 2}
    filled, empty = rows(tmp_path, "SELECT * EXCLUDE (id) FROM shop.odd ORDER BY id")
    assert filled[: len(VALUES)] == tuple(comes for _kind, _value, comes in VALUES)
    assert set(empty[: len(VALUES)]) == {None}


def test_a_column_that_is_not_there_is_told_with_those_that_are(sql: Run, get: Callable[..., Landed]) -> None:
    sql(MADE)
    with pytest.raises(ValueError, match=r"no column “changed”.* id, ref, code, note, updated"):
        get(Table("orders", "orders", ("id",), "changed", "merge"))
