"""What every test starts from (see also `tests/settings.py`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # machines are shared
settings.load_profile("busy")


def forget_all() -> None:
    """Empty every memory of the process that could outlive the rows it was read from."""
    from django.core.cache import cache

    from desireline.engines.search import choose
    from desireline.guide.connectors import kinds
    from desireline.kit.limits import pace
    from desireline.kit.options import memory
    from desireline.kit.pages import lane
    from desireline.kit.parts import api as parts
    from desireline.listen.browse import showing
    from desireline.listen.ideas import cards
    from desireline.listen.order import drawn
    from desireline.people.identity import signed

    cache.clear()
    memory.forget()
    lane.forget()
    cards.forget()
    choose.forget()
    kinds.forget()
    pace.forget()
    for kept in (
        parts._memory,
        showing._kept,
        drawn._orders,
        signed._owners,
    ):
        kept.clear()


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is known from an earlier test, and what a test reads it knows to its end: no count hangs on the clock."""
    from django.utils import translation

    from desireline.kit.options import memory
    from desireline.kit.writes import api as writes

    forget_all()
    monkeypatch.setattr(memory, "SECONDS", float("inf"))
    translation.activate("en")  # a request leaves its reader's language behind
    yield
    writes.stop()
    forget_all()


LONG = ("test_torture.py", "test_every_page.py", "test_scripts.py", "test_nonsense.py", "test_machine.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that no process waits for it in the end. The rest stays in random order."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_looked_for_once() -> Iterator[None]:
    """Every test client loads the middleware anew; walking through all static files was most of its time."""
    from whitenoise.middleware import WhiteNoiseMiddleware as Static

    look, files = Static.add_files_from_finders, {}

    def once(self: Static) -> None:
        if not files:
            look(self)
            files.update(self.files)
        self.files = files

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Static, "add_files_from_finders", once)
        yield


@pytest.fixture(autouse=True)
def _the_connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a request does not end the transaction that a test is in."""
    from django.db.backends.base.base import BaseDatabaseWrapper as Wrapper

    ends = Wrapper.close_if_unusable_or_obsolete
    kept = lambda self: None if self.in_atomic_block else ends(self)  # noqa: E731
    monkeypatch.setattr(Wrapper, "close_if_unusable_or_obsolete", kept)


@pytest.fixture
def cast(db: None):  # type: ignore[no-untyped-def]
    from tests.cast import bring

    return bring()
