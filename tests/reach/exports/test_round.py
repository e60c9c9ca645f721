"""Export, then import into an empty instance: an equal instance."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from desireline.kit.counters.api import recount_all
from desireline.kit.jobs.api import Progress
from desireline.kit.options.api import get, put
from desireline.kit.options.models import Option
from desireline.listen.comments import api as comments
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.votes import api as votes
from desireline.people.identity.models import Person
from desireline.reach.exports import tables
from desireline.reach.exports.writing import write
from desireline.reach.imports import running, undoing
from desireline.understand.themes.models import Saying, Theme, ThemeName, ThemeOutcome
from tests import make
from tests.cast import Cast
from tests.reach.exports.filling import Filling

CENTRE = bytes(range(256)) * 3


def _theme(idea: Idea, *, comment: int, by: Person) -> None:
    wide = Theme.objects.create(level=1, name="All", words=["all"], model="letters", centre=CENTRE)
    theme = Theme.objects.create(
        level=2, name="wish", own_name="Wishes", words=["wish"], model="letters", centre=CENTRE, parent=wide
    )
    ThemeName.objects.create(theme=theme, name="Wishes", by=by)
    ThemeOutcome.objects.create(theme=theme, outcome=make.outcome(), by=by)
    for said in (None, comment):
        Saying.objects.create(
            idea=idea, comment_id=said, at=idea.created, digest=b"\x00" * 16, wide=wide, middle=theme
        )


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if name.startswith(("data/", "files/"))
        }


def test_an_export_makes_an_equal_instance(cast: Cast, tmp_path: Path) -> None:
    board = make.board("Wishes")
    one, two = (
        make.idea("One wish", on=board, by=cast.carla),
        make.idea("Another wish", on=board, by=cast.otto),
    )
    make.outcome()
    votes.vote(one.pk, cast.carla, 3)
    votes.vote(two.pk, cast.cora, 2)
    comments.post(one, by=cast.cora, body="Yes please")
    merges.merge(two, one, by=cast.tom)
    _theme(one, comment=comments.post(one, by=cast.otto, body="Me too").pk, by=cast.tom)
    put({"brand_name": "Halden", "brand_hue": 30, "sign_up": "invited", "brand_logo": "logo.png"})
    default_storage.save("brand/logo.png", ContentFile(b"\x89PNG\r\n\x1a\n" + bytes(40)))
    Filling(cast, "everywhere", confidential=True).all()
    recount_all(Progress())
    assert [model for model in tables.exported() if not model._base_manager.exists()] == []
    write(tmp_path / "first.zip", progress=Progress(), all_projects=True)
    before = _members(tmp_path / "first.zip")
    empty()
    ada = Person.objects.create_user("ada@example.org", name="Ada", role="admin", pk=cast.ada.pk)
    Person.objects.filter(pk=ada.pk).update(joined=cast.ada.joined, trust=cast.ada.trust)
    batch = running.start([tmp_path / "first.zip"], by=ada)
    running.carry_out(batch, [tmp_path / "first.zip"], by=ada, progress=Progress())
    assert batch.skipped == 0, running.problems_of(batch)
    assert Idea.objects.get(pk=one.pk).votes == 2
    theme = Saying.objects.get(idea=one, comment=None).middle
    assert theme is not None
    assert (theme.shown_name, bytes(theme.centre), theme.outcome_links.count()) == ("Wishes", CENTRE, 1)
    assert (get("brand_name"), get("brand_hue"), get("sign_up")) == ("Halden", 30, "invited")
    assert default_storage.exists("brand/logo.png")
    write(tmp_path / "second.zip", progress=Progress(), all_projects=True)
    after = _members(tmp_path / "second.zip")
    assert {name for name in before if before[name] != after.get(name)} == set()


def test_settings_that_stand_here_stay_and_an_undo_takes_back_the_others(cast: Cast, tmp_path: Path) -> None:
    put({"brand_name": "Halden", "brand_claim": "Tell us"})
    write(tmp_path / "x.zip", progress=Progress())
    Option.objects.filter(key="brand_claim").delete()
    put({"brand_name": "Other"})
    batch = running.start([tmp_path / "x.zip"], by=cast.ada)
    running.carry_out(batch, [tmp_path / "x.zip"], by=cast.ada, progress=Progress())
    assert (get("brand_name"), get("brand_claim")) == ("Other", "Tell us")
    undoing.undo(batch, by=cast.ada, progress=Progress())
    assert (get("brand_name"), get("brand_claim")) == ("Other", "")


def test_settings_come_by_an_administrator_alone(cast: Cast, tmp_path: Path) -> None:
    put({"brand_claim": "Tell us"})
    write(tmp_path / "x.zip", progress=Progress())
    Option.objects.all().delete()
    batch = running.start([tmp_path / "x.zip"], by=cast.stella)
    running.carry_out(batch, [tmp_path / "x.zip"], by=cast.stella, progress=Progress())
    assert not Option.objects.filter(key="brand_claim").exists()
    assert any("Only an administrator brings them" in one["text"] for one in running.problems_of(batch))


def empty() -> None:
    from django.db import connection

    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in [*apps.get_app_config("reach").get_models(), *reversed(tables.exported())]:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
        cursor.execute("DELETE FROM listen_accountsupport")
        cursor.execute("DELETE FROM listen_impression")
        cursor.execute("DELETE FROM kit_option")
    default_storage.delete("brand/logo.png")


pytestmark = pytest.mark.django_db
