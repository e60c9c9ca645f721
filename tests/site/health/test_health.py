from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from desireline.kit.jobs.pulse import beat
from desireline.site.health import api


def test_livez_asks_nothing_of_the_database(client: Client) -> None:
    response = client.get("/livez")  # without the db mark any query would fail
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_tells_the_parts_and_a_silent_worker_does_not_matter(client: Client) -> None:
    assert client.get("/readyz").json() == {
        "ready": True, "database": "ok", "migrations": "applied", "worker": "never seen",
    }  # fmt: skip
    beat()
    assert client.get("/readyz").json()["worker"] == "ok"


@pytest.mark.django_db
def test_readyz_is_unready_while_migrations_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    api._migrated.cache_clear()
    monkeypatch.setattr(api, "migrations_waiting", lambda: ["listen 0002"])
    assert client.get("/readyz").status_code == 503
    monkeypatch.setattr(api, "migrations_waiting", list)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_is_unready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise DatabaseError("gone")

    monkeypatch.setattr(api, "worker_seen", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "does not answer"
