from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from desireline.codevelop.projects.api import Project, ProjectOrigin, contributors
from desireline.listen.comments import api as comments
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.merges.models import Merge
from desireline.listen.votes.api import vote
from desireline.people.profile.api import erase
from desireline.understand.themes.models import Level, Saying, Theme
from tests import make
from tests.cast import Cast


def _ways(project: Project) -> dict[int, set[str]]:
    return {one.person: set(one.ways) for one in contributors(project)}


def _merged(source: Idea, target: Idea, cast: Cast) -> Merge:
    return merges.merge(source, target, by=cast.tom, tell=False)


def test_who_wrote_voted_and_commented_is_behind_it(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    vote(idea.pk, cast.otto)
    comments.post(idea, by=cast.cora, body="It would help me at the till as well.")
    project = make.project(by=cast.tom, ideas=[idea.pk])
    assert _ways(project) == {cast.carla.pk: {"wrote"}, cast.otto.pk: {"voted"}, cast.cora.pk: {"commented"}}
    assert contributors(project)[0].person == cast.carla.pk


def test_merges_in_either_direction_bring_their_people(cast: Cast) -> None:
    board = make.board()
    small, origin, large = (make.idea(on=board, by=who) for who in (cast.carla, cast.otto, cast.cora))
    project = make.project(by=cast.tom, ideas=[origin.pk])
    _merged(small, origin, cast)
    _merged(origin, large, cast)
    assert set(_ways(project)) == {cast.carla.pk, cast.otto.pk, cast.cora.pk}


def test_a_merge_undone_after_the_start_takes_nobody_away(cast: Cast) -> None:
    board = make.board()
    small, origin = make.idea(on=board, by=cast.carla), make.idea(on=board, by=cast.otto)
    done = _merged(small, origin, cast)
    project = make.project(by=cast.tom, ideas=[origin.pk])
    merges.undo(done, by=cast.tom)
    assert set(_ways(project)) == {cast.carla.pk, cast.otto.pk}


def test_a_mistaken_merge_after_the_start_leaves_nobody_behind(cast: Cast) -> None:
    board = make.board()
    other, origin = make.idea(on=board, by=cast.carla), make.idea(on=board, by=cast.otto)
    project = make.project(by=cast.tom, ideas=[origin.pk])
    ProjectOrigin.objects.filter(project=project).update(at=timezone.now() - timedelta(days=1))
    done = _merged(other, origin, cast)
    assert set(_ways(project)) == {cast.carla.pk, cast.otto.pk}
    merges.undo(done, by=cast.tom)
    assert set(_ways(project)) == {cast.otto.pk}


def test_who_spoke_in_a_theme_stays_when_themes_are_found_anew(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    theme = Theme.objects.create(level=Level.MIDDLE, name="Waiting", model="letters", centre=b"")
    Saying.objects.create(idea=idea, at=idea.created, digest=b"", middle=theme)
    project = make.project(by=cast.tom, themes=[theme.pk])
    Saying.objects.update(middle=None)
    assert _ways(project) == {cast.carla.pk: {"said"}}


def test_who_was_erased_is_named_no_more(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    project = make.project(by=cast.tom, ideas=[idea.pk])
    erase(cast.carla)
    assert _ways(project) == {}
