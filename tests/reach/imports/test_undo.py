"""An undo that is stopped half way leaves whole ideas, and minds what people do meanwhile when it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from desireline.engines.search.api import catch_up
from desireline.engines.search.choose import engine
from desireline.kit.counters.api import recount_all
from desireline.kit.jobs import leases
from desireline.kit.jobs.api import Progress, run_all
from desireline.listen.ideas.models import Idea
from desireline.listen.votes import api as votes
from desireline.listen.votes.models import Vote
from desireline.reach.imports import life, running, undoing, uploading
from desireline.reach.imports.bringing.pace import Pace
from desireline.reach.imports.bringing.removal import Removal
from desireline.reach.imports.models import ImportBatch
from tests.cast import Cast
from tests.reach.imports import archives
from tests.reach.imports.test_bringing import SMALL, bring

pytestmark = pytest.mark.django_db


class PowerCutError(Exception):
    pass


def test_stopped_half_way_it_goes_on_and_keeps_what_was_voted_for_meanwhile(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = bring(archives.fider_zip(tmp_path / "fider.zip", **SMALL), cast.stella)
    run_all()
    remove, met = Removal.remove, []

    def until(self: Removal, label: str, ids: list[int]) -> int:
        met.extend([label] if label == "listen.Idea" else [])
        if len(met) > 3:
            raise PowerCutError
        return remove(self, label, ids)

    with monkeypatch.context() as patch:
        patch.setattr(undoing, "Pace", lambda *_size, **_limits: Pace(1, least=1, most=1))
        patch.setattr(Removal, "remove", until)
        with pytest.raises(PowerCutError):
            undoing.undo(batch, by=cast.stella, progress=Progress())
    assert Idea.objects.count() == 24 - 3
    assert not any(wrong for _, wrong in recount_all(Progress()).values())
    idea = Idea.objects.filter(state=1, merged_into=None, closed=False)[0]
    brought = Vote.objects.filter(idea=idea).count()
    votes.vote(idea.pk, cast.carla)
    undoing.undo(batch, by=cast.stella, progress=Progress())
    idea.refresh_from_db()
    assert list(Idea.objects.all()) == [idea]
    assert idea.votes == Vote.objects.count() == brought + 1
    catch_up()
    assert engine().keys("idea") == {f"idea:{idea.pk}"}


def test_it_is_done_also_where_it_is_asked_for_before_the_worker_let_go_of_the_import(
    cast: Cast, tmp_path: Path
) -> None:
    run_all()
    path = archives.fider_zip(tmp_path / "fider.zip", **SMALL)
    batch = running.start([path], by=cast.stella, kept=tmp_path)
    uploading.go(_ready(batch), by=cast.stella)
    job = leases.take(["imports.bring"], token="a worker")
    assert job is not None
    uploading.bring(batch.pk, Progress())
    batch.refresh_from_db()
    uploading.go_back(batch, by=cast.stella, force=False)
    leases.finish(job, progress=Progress())
    run_all()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.UNDONE
    assert not Idea.objects.exists()


def _ready(batch: ImportBatch) -> ImportBatch:
    batch.state = ImportBatch.State.READY
    batch.save(update_fields=["state"])
    return batch


def test_a_vote_that_comes_while_it_runs_keeps_the_idea(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = bring(archives.fider_zip(tmp_path / "fider.zip", **SMALL), cast.stella)
    idea = Idea.objects.filter(state=1, merged_into=None, closed=False).order_by("pk")[0]
    ideas = life.ideas

    def looked(batch: ImportBatch) -> set[int]:
        found = ideas(batch)
        votes.vote(idea.pk, cast.carla)
        return found

    monkeypatch.setattr(life, "ideas", looked)
    undoing.undo(batch, by=cast.stella, progress=Progress())
    assert list(Idea.objects.all()) == [idea]
    assert batch.counts["undone"]["idea.kept"] == 1
    assert not any(wrong for _, wrong in recount_all(Progress()).values())
