"""The graph shows each reader only what they may see, without shortcuts, in a fixed number of queries."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desireline.codevelop.models import Project, ProjectOrigin
from desireline.futures.models import Attainment, CustomerScenario, DesiredOutcome, Rating
from desireline.listen.models import Idea, IdeaOutcome
from desireline.prove.sight.graph import beneath, graph_for
from desireline.prove.sight.readings import read
from desireline.understand.themes.models import Saying, Theme, ThemeOutcome
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast: Cast) -> dict[str, object]:
    """A future with an outcome, an idea in a theme that serves it, and a project that grew out of the idea."""
    future = make.future("Money you can see", present_context="Every month the same fear.")
    outcome = make.outcome(
        "Minimise the time it takes to know what I owe",
        under=future,
        measure="time until it is known",
        baseline=12,
        target=2,
        unit="minutes",
    )
    idea = make.idea("Show what I owe", votes=7)
    IdeaOutcome.objects.create(idea=idea, outcome=outcome)
    theme = Theme.objects.create(level=2, name="Owing", model="letters", centre=b"")
    Saying.objects.create(idea=idea, at=idea.created, digest=b"x", middle=theme)
    ThemeOutcome.objects.create(theme=theme, outcome=outcome)
    project = make.project("Owe-o-meter", by=cast.tom, under=outcome, ideas=[idea.pk])
    Rating.objects.create(outcome=outcome, person=cast.carla, importance=5, satisfaction=1)
    Attainment.objects.create(
        outcome=outcome, person=cast.carla, started=timezone.now(), reached=timezone.now()
    )
    return {"future": future, "outcome": outcome, "idea": idea, "theme": theme, "project": project}


def keys(cast_person: object) -> set[str]:
    return {key.split(":")[0] for key in graph_for(cast_person).nodes}  # type: ignore[arg-type]


def test_the_line_runs_from_the_future_to_what_was_attained(cast: Cast, line: dict[str, object]) -> None:
    graph = graph_for(cast.tom)
    top = f"future:{line['future'].pk}"  # type: ignore[attr-defined]
    kinds = {key.split(":")[0] for key in beneath(graph, top)}
    assert kinds == {"outcome", "metric", "attainment", "theme", "idea", "project"}
    tree = read(graph, None, "all").tree
    names = [key.split(":")[0] for key in tree.keys]
    assert names == ["core", "future", "outcome", "metric", "attainment", "theme", "idea", "project"]
    depth = tree.depths()
    assert depth[names.index("project")] == depth[names.index("idea")] + 1 == 5


def test_customers_see_no_themes_and_no_projects_of_staff(cast: Cast, line: dict[str, object]) -> None:
    assert keys(cast.carla) == {"future", "outcome", "metric", "attainment", "idea"}
    assert keys(None) == keys(cast.carla)
    assert keys(cast.tom) >= {"theme", "project"}


def test_an_idea_on_a_hidden_board_is_on_no_map_of_others(cast: Cast, line: dict[str, object]) -> None:
    hidden = make.idea("Of our own", on=make.board(audience="staff"))
    IdeaOutcome.objects.create(idea=hidden, outcome=line["outcome"])
    assert f"idea:{hidden.pk}" in graph_for(cast.tom).nodes
    assert f"idea:{hidden.pk}" not in graph_for(cast.carla).nodes


def test_confidential_projects_are_only_for_those_who_may_know(cast: Cast, line: dict[str, object]) -> None:
    secret = make.project("Secret", by=cast.stella, under=line["outcome"], confidential=True)  # type: ignore[arg-type]
    for person in (cast.carla, cast.cora, None):
        assert f"project:{secret.pk}" not in graph_for(person).nodes
    assert f"project:{secret.pk}" in graph_for(cast.stella).nodes


def test_what_was_archived_or_stopped_is_not_on_the_map(cast: Cast, line: dict[str, object]) -> None:
    Project.objects.filter(pk=line["project"].pk).update(state="stopped", stage=None)  # type: ignore[attr-defined]
    assert "project" not in keys(cast.tom)
    DesiredOutcome.objects.update(archived=timezone.now())
    assert keys(cast.tom) == {"future"}


def test_a_merged_origin_leads_to_where_it_was_merged(cast: Cast, line: dict[str, object]) -> None:
    target = make.idea("The same in other words")
    Idea.objects.filter(pk=line["idea"].pk).update(state=Idea.State.MERGED, merged_into=target)  # type: ignore[attr-defined]
    graph = graph_for(cast.tom)
    assert graph.up[f"project:{line['project'].pk}"][-1] == f"idea:{target.pk}" or (  # type: ignore[attr-defined]
        f"idea:{target.pk}" in graph.up[f"project:{line['project'].pk}"]  # type: ignore[attr-defined]
    )


def test_a_solution_without_an_opportunity_is_flagged(cast: Cast, line: dict[str, object]) -> None:
    bare = make.project("Out of the blue", by=cast.tom, under=line["outcome"])  # type: ignore[arg-type]
    seen = read(graph_for(cast.tom), None, "opportunities")
    assert set(seen.flagged) == {f"project:{bare.pk}"}
    ProjectOrigin.objects.create(project=bare, idea=line["idea"])
    assert not read(graph_for(cast.tom), None, "opportunities").flagged


def test_the_impact_map_says_why_who_how_what(cast: Cast, line: dict[str, object]) -> None:
    CustomerScenario.objects.create(outcome=line["outcome"], title="Nurses")
    seen = read(graph_for(cast.tom), None, "impact")
    labels = [seen.nodes[key].label for key in seen.tree.keys[1:]]
    assert labels == [
        "Money you can see",
        "Nurses",
        "Minimise the time it takes to know what I owe",
        "Owe-o-meter",
    ]


@pytest.mark.parametrize("more", [0, 12])
def test_queries_do_not_grow(
    cast: Cast, line: dict[str, object], more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _n in range(more):
        outcome = make.outcome(under=line["future"])  # type: ignore[arg-type]
        IdeaOutcome.objects.create(idea=make.idea(), outcome=outcome)
        make.project(by=cast.tom, under=outcome, ideas=[make.idea().pk])
    extra = 1 if more else 0  # ideas that only projects bring, and their themes
    graph_for(cast.tom)
    with django_assert_num_queries(11 + 2 * extra):
        graph_for(cast.tom)


ADDRESSES = (
    "/sight",
    "/sight?view=map",
    "/sight?view=outline",
    "/sight?view=table",
    "/sight?view=table&sort=name",
    "/sight?reading=impact",
    "/sight?reading=opportunities",
    "/sight?open=all",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_view_names_what_is_on_the_line(
    client: Client, cast: Cast, line: dict[str, object], address: str
) -> None:
    client.force_login(cast.tom)
    text = client.get(address).content.decode()
    assert "Owe-o-meter" in text
    assert f"/sight/project/{line['project'].pk}" in text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address", ["/sight?view=x", "/sight?reading=x", "/sight?future=x", "/sight/metric/1"]
)
def test_what_means_nothing_is_not_found(client: Client, cast: Cast, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_branch_is_folded_by_its_address(client: Client, cast: Cast, line: dict[str, object]) -> None:
    client.force_login(cast.tom)
    key = f"outcome:{line['outcome'].pk}"  # type: ignore[attr-defined]
    shut = client.get(f"/sight?view=map&shut={key}").content.decode()
    assert "Owe-o-meter" not in shut
    assert 'href="/sight?view=map"' in shut  # opens it again


def test_the_table_pages_by_key(client: Client, cast: Cast, line: dict[str, object]) -> None:
    for n in range(70):
        make.outcome(f"Minimise the time it takes to find thing {n:02} on a Monday", under=line["future"])  # type: ignore[arg-type]
    client.force_login(cast.tom)
    text = client.get("/sight?view=table&sort=name").content.decode()
    after = text.split("after=")[1].split('"')[0]
    second = client.get(f"/sight?view=table&sort=name&after={after}").content.decode()
    assert "thing 69" in second
    assert "thing 00" not in second
    assert client.get("/sight?view=table&after=nonsense").status_code == 200
    assert client.get(f"/sight?view=table&sort=kind&after={after}").status_code == 200


def test_from_a_node_both_ways(client: Client, cast: Cast, line: dict[str, object]) -> None:
    client.force_login(cast.tom)
    text = client.get(f"/sight/idea/{line['idea'].pk}").content.decode()  # type: ignore[attr-defined]
    serves = text.split('id="serves"')[1].split('id="served"')
    assert "Money you can see" in serves[0]
    assert "Owe-o-meter" in serves[1]
    assert "Owe-o-meter" not in serves[0]


def test_titles_are_escaped_in_the_drawing(client: Client, cast: Cast) -> None:
    make.outcome('Minimise <script>alert("x")</script> & more', under=make.future("<b>Bold</b> & co"))
    client.force_login(cast.tom)
    text = client.get("/sight?view=map").content.decode()
    assert "<script>alert" not in text
    assert "<b>Bold" not in text
    assert "&lt;b&gt;Bold" in text


def test_nothing_yet_says_what_to_do(client: Client, db: None) -> None:
    assert "Nothing to see yet" in client.get("/sight").content.decode()
