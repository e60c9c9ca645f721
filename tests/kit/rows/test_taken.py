from __future__ import annotations

import pytest

from desireline.kit.errors import Refused
from desireline.kit.rows.api import take_back
from desireline.understand.leads.models import LeadNomination
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_row_is_taken_back_once(cast: Cast) -> None:
    row = LeadNomination.objects.create(named_by=cast.carla, person=cast.otto, by=cast.tom)
    take_back(row, by=cast.tom)
    row.refresh_from_db()
    assert row.undone_by == cast.tom
    assert row.undone_at is not None
    for words in ("", "It is out."):
        with pytest.raises(Refused, match=words or "undone already"):
            take_back(row, by=cast.stella, refusal=words)
    row.refresh_from_db()
    assert row.undone_by == cast.tom
