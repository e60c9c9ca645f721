"""What an import leaves in the database, how often it may run, and how it is undone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from desireline.kit.counters.api import recount_all
from desireline.kit.jobs.api import Progress
from desireline.listen.boards.api import ensure
from desireline.listen.ideas.models import Idea
from desireline.listen.votes import api as votes
from desireline.listen.votes.models import Vote
from desireline.people.identity.models import Person
from desireline.reach.imports import running, undoing
from desireline.reach.imports.models import ImportBatch, Imported
from tests.cast import Cast
from tests.reach.imports import archives

pytestmark = pytest.mark.django_db
SMALL = {"ideas": 24, "votes": 120, "comments": 30}


def bring(path: Path, by: Person, **plan: Any) -> ImportBatch:
    batch = running.start([path], by=by, plan=running.Plan(**plan))
    return running.carry_out(batch, [path], by=by, progress=Progress())


def dump(
    *, left: tuple[str, ...] = ("reach_", "kit_", "django_", "search_", "engines_search")
) -> dict[str, list[Any]]:
    """Every row of every table that an import may touch."""
    found: dict[str, list[Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if not table.startswith(left) and model._meta.managed:
            found[table] = sorted(model._base_manager.values_list(), key=repr)
    return found


MAKERS = {
    "fider.zip": archives.fider_zip,
    "canny.json": archives.canny_json,
    "quackback.zip": archives.quackback_zip,
}


@pytest.mark.parametrize("name", MAKERS)
def test_ideas_votes_and_comments_are_here_and_counters_are_right(
    name: str, cast: Cast, tmp_path: Path
) -> None:
    batch = bring(MAKERS[name](tmp_path / name, **SMALL), cast.stella)
    assert batch.state == "done", batch.error
    assert batch.counts["idea"]["created"] == 24
    assert Idea.objects.count() == 24
    assert Vote.objects.filter(merge=None).count() == batch.counts["vote"]["created"] > 50
    wrong = {name: bad for name, (_, bad) in recount_all(Progress()).items()}
    assert not any(wrong.values()), wrong


@pytest.mark.parametrize("name", MAKERS)
def test_a_second_run_changes_nothing(name: str, cast: Cast, tmp_path: Path) -> None:
    path = MAKERS[name](tmp_path / name, **SMALL)
    bring(path, cast.stella)
    before = dump()
    again = bring(path, cast.stella)
    assert again.pk != Imported.objects.order_by("pk")[0].batch_id
    assert not any({"created", "changed"} & facts.keys() for facts in again.counts.values()), again.counts
    assert dump() == before


@pytest.mark.parametrize("name", MAKERS)
def test_undo_leaves_every_table_as_it_was(name: str, cast: Cast, tmp_path: Path) -> None:
    ensure()
    votes.vote(bring_own_idea(cast).pk, cast.carla)
    before = dump()
    batch = bring(MAKERS[name](tmp_path / name, **SMALL), cast.stella)
    undoing.undo(batch, by=cast.stella, progress=Progress())
    after = dump()
    assert {table for table in before if before[table] != after[table]} == set()
    assert not Imported.objects.exists()


def bring_own_idea(cast: Cast) -> Idea:
    from tests import make

    return make.idea("Our own", by=cast.carla)


def test_an_idea_with_new_life_stays(cast: Cast, tmp_path: Path) -> None:
    batch = bring(archives.fider_zip(tmp_path / "fider.zip", **SMALL), cast.stella)
    idea = Idea.objects.filter(state=1, merged_into=None, closed=False).first()
    assert idea is not None
    votes.vote(idea.pk, cast.carla)
    undoing.undo(batch, by=cast.stella, progress=Progress())
    assert list(Idea.objects.values_list("pk", flat=True)) == [idea.pk]
    idea.refresh_from_db()
    assert idea.votes == Vote.objects.filter(idea=idea).count() > 1
    assert batch.counts["undone"]["idea.kept"] == 1


def test_a_vote_taken_back_here_is_not_brought_again(cast: Cast, tmp_path: Path) -> None:
    path = archives.fider_zip(tmp_path / "fider.zip", **SMALL)
    bring(path, cast.stella)
    vote = Vote.objects.filter(idea__state=1, idea__closed=False).first()
    assert vote is not None
    votes.take_back(vote.idea_id, vote.person)
    bring(path, cast.stella)
    assert not Vote.objects.filter(idea=vote.idea_id, person=vote.person_id).exists()


def test_people_are_found_by_an_address_that_is_theirs(cast: Cast, tmp_path: Path) -> None:
    from allauth.account.models import EmailAddress

    mine = Person.objects.create_user("p3@example.com", name="Really Three")
    EmailAddress.objects.create(user=mine, email="p3@example.com", verified=True, primary=True)
    claimed = Person.objects.create_user("p4@example.com", name="Not Four")
    EmailAddress.objects.create(user=claimed, email="p4@example.com", verified=False, primary=True)
    bring(archives.fider_zip(tmp_path / "fider.zip", **SMALL), cast.stella)
    assert Vote.objects.filter(person=mine).exists()
    assert not Vote.objects.filter(person=claimed).exists()
    assert Person.objects.filter(role="admin").count() == 1  # nobody gets rights by a file


def test_changes_of_a_file_are_taken_over_and_undone(cast: Cast, tmp_path: Path) -> None:
    first = tmp_path / "ideas.csv"
    first.write_text("id,title,description,votes\n1,Faster search,Please,5\n2,Dark mode,Yes,3\n")
    bring(first, cast.stella)
    before = dump()
    second = tmp_path / "ideas-2025-03-01.csv"
    second.write_text(
        "id,title,description,votes\n1,Much faster search,Please,9\n2,Dark mode,Yes,3\n3,Third,New,1\n"
    )
    plan = {"board": Idea.objects.all()[0].board.slug}
    batch = bring(second, cast.stella, **plan)
    assert Counter({kind: facts.get("created", 0) for kind, facts in batch.counts.items()})["idea"] == 1
    assert Idea.objects.get(title="Much faster search").imported_votes == 9
    undoing.undo(batch, by=cast.stella, progress=Progress())
    assert Idea.objects.get(title="Faster search").imported_votes == 5
    changed = {table for table, rows in dump().items() if rows != before[table]}
    assert changed == set()
