"""The tables that are made at once are those that every migration, one after another, leaves."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NUMBERED = re.compile(r"__unnamed|fk_\d+$")  # names that SQLite’s introspection gives by place
WIDER = "auth_group_permissions"  # Django’s own steps give its id 64 bits on PostgreSQL, its model 32; nobody uses it
WALKED = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", step_by_step=True, verbosity=0)
from tests.site.operate.test_migrate import made
print(json.dumps(made()))
"""


def made() -> dict[str, Any]:
    """Every table with its columns, indexes and constraints, as the database tells them."""
    look, found = connection.introspection, {}
    with connection.cursor() as cursor:
        for table in sorted(set(look.table_names(cursor)) - {WIDER}):
            columns = sorted(list(map(str, one)) for one in look.get_table_description(cursor, table))
            rules = sorted(
                [
                    "" if NUMBERED.match(name) else name,
                    sorted((key, str(value)) for key, value in rule.items()),
                ]
                for name, rule in look.get_constraints(cursor, table).items()
            )
            found[table] = [columns, rules]
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@contextmanager
def elsewhere(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty database beside that of the tests."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("DESIRELINE_")}
    given |= {"DESIRELINE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "desireline.site.settings"}
    if connection.vendor != "postgresql":
        given.pop("DATABASE_URL", None)
        yield given
        return
    import psycopg

    asked = urlsplit(os.environ["DATABASE_URL"])
    name = f"desireline_walked_{os.getpid()}"
    with psycopg.connect(asked.geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield given | {"DATABASE_URL": asked._replace(path=f"/{name}").geturl()}
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.slow
@pytest.mark.django_db
def test_at_once_makes_what_every_step_makes(tmp_path: Path) -> None:
    with elsewhere(tmp_path) as environment:
        root = Path(__file__).resolve().parents[3]
        ran = subprocess.run(
            [sys.executable, "-c", WALKED],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr[-2000:]
    walked, at_once = json.loads(ran.stdout.splitlines()[-1]), made()
    assert len(walked) > 100
    assert sorted(walked) == sorted(at_once)
    assert {name: at_once[name] for name in walked if walked[name] != at_once[name]} == {}, walked


@pytest.mark.django_db
def test_what_was_made_at_once_waits_for_nothing() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    call_command("migrate", verbosity=0)
    assert {one._meta.db_table for one in apps.get_models()} <= set(connection.introspection.table_names())
