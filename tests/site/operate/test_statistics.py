from __future__ import annotations

import pytest
from django.db import connection

from desireline.kit.jobs.api import enqueue, run_all
from desireline.kit.rows.api import fetch
from tests import make


@pytest.mark.django_db
def test_the_database_learns_how_large_its_tables_are() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does it by itself")
    for n in range(3):
        make.idea(f"Idea {n}")
    enqueue("site.statistics")
    run_all()
    known = {row[0] for row in fetch("SELECT tbl FROM sqlite_stat1")}
    assert {"listen_idea", "listen_board"} <= known
