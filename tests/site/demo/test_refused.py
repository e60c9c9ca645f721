"""The demo goes into an empty instance whole, or not at all."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from desireline.kit.errors import Refused
from desireline.people.identity.models import Person
from desireline.site.demo import load
from desireline.site.demo.world import World
from tests.cast import Cast


def test_an_instance_that_holds_somebody_is_left_alone(cast: Cast) -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("demo")


def test_a_fault_on_the_way_leaves_nothing_behind(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(world: World) -> None:
        raise Refused("no")

    monkeypatch.setattr(load, "STEPS", (*load.STEPS[:4], broken))
    with pytest.raises(Refused):
        load.load(lambda line: None)
    assert not Person.objects.exists()
