from __future__ import annotations

import pytest
from django.test import Client

from desireline.kit.paging.api import encode
from tests import make
from tests.cast import Cast


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "soon", 7])
def test_a_page_after_nonsense_is_the_first(client: Client, cast: Cast, at: object) -> None:
    project = make.project("Found again", by=cast.tom)
    client.force_login(cast.tom)
    for last in (project.pk, 2**63, -1):
        answer = client.get("/projects", {"from": encode([at, last])})
        assert answer.status_code == 200
        assert "Found again" in answer.content.decode()
