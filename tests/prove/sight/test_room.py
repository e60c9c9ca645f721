"""What does not fit on a page is counted, and a link leads to it: nothing is left out without a word."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from desireline.codevelop.models import Assumption
from desireline.futures.models import DesiredOutcome
from desireline.listen.models import IdeaOutcome
from desireline.prove.sight import folding, page, sources
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ROOM = 30


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "BOXES", ROOM)
    monkeypatch.setattr(page, "BOXES", ROOM)
    monkeypatch.setattr(page, "DEEP", ROOM)


def wide(number: int, *, title: str = "Wish") -> DesiredOutcome:
    """An outcome with many ideas, the first with the most votes."""
    outcome = make.outcome(f"Minimise the time it takes to read {title}", under=make.future(f"On {title}"))
    for n in range(number):
        idea = make.idea(f"{title} {n:03}", votes=number - n)
        IdeaOutcome.objects.create(idea=idea, outcome=outcome)
    return outcome


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def onward(text: str) -> str:
    """Where “more” of the drawing leads."""
    found = re.search(r'<g class="node k-rest"[^>]*><a class="open" href="([^"]*)"', text)
    return found[1] if found else ""


def boxes(text: str) -> int:
    return text.count('<g class="node')


def test_a_branch_that_is_too_wide_goes_on_at_its_page(client: Client, cast: Cast) -> None:
    outcome = wide(100)
    client.force_login(cast.tom)
    text = seen(client, "/sight?view=map&open=all")
    assert boxes(text) <= ROOM
    shown = set(re.findall(r"Wish \d{3}", text))
    assert f"{100 - len(shown)} more" in text
    at = onward(text)
    assert at.startswith(f"/sight/outcome/{outcome.pk}?after=idea:")
    for _n in range(9):
        text = seen(client, at)
        assert boxes(text) <= ROOM + 3  # what the outcome serves, and the rest
        new = set(re.findall(r"Wish \d{3}", text.split("<svg", 1)[1].split('class="tiles')[0]))
        assert new
        assert not new & shown
        shown |= new
        at = onward(text)
        if not at:
            break
    assert len(shown) == 100
    assert f'href="/sight/outcome/{outcome.pk}"' in text  # from the beginning
    assert "On Wish" in text  # what it serves stands on each page


@pytest.mark.parametrize("view", ["", "outline"])
def test_an_outline_says_how_many_more(client: Client, cast: Cast, view: str) -> None:
    outcome = wide(100)
    client.force_login(cast.tom)
    text = seen(client, f"/sight?view={view}").split('<ul class="outline">', 1)[1]
    shown = re.findall(r'class="name" dir="auto">(Wish \d{3})<', text)
    assert 0 < len(shown) < ROOM
    assert f"{100 - len(shown)} more" in text
    assert f'href="/sight/outcome/{outcome.pk}?after=idea:' in text


def test_the_first_level_goes_on_too(client: Client, cast: Cast) -> None:
    for n in range(70):
        make.future(f"Future {n:02}")
    client.force_login(cast.tom)
    at, shown = "/sight?view=map", list[str]()
    while at:
        text = seen(client, at)
        assert boxes(text) <= ROOM + 1
        shown += re.findall(r"<title>(Future \d\d) ·", text)
        at = onward(text)
        assert not at or at.startswith("/sight?view=map&after=future:")
    assert shown == [f"Future {n:02}" for n in range(70)]
    assert "Future 00" in seen(client, "/sight?view=map&after=nonsense")


def test_where_there_is_no_room_a_branch_opens_on_its_page(client: Client, cast: Cast) -> None:
    made = [wide(3, title=f"Thing {n}") for n in range(14)]
    client.force_login(cast.tom)
    text = seen(client, "/sight?view=map&open=all")
    all_places = 1 + 14 * 5
    drawn = boxes(text) - text.count("node k-rest")
    assert boxes(text) <= ROOM
    assert f"{all_places - drawn} more do not fit on this map" in text
    shut = [one for one in made if f'class="fold" href="/sight/outcome/{one.pk}"' in text]
    assert shut
    assert "Open everything" not in text
    assert boxes(seen(client, f"/sight/outcome/{shut[0].pk}")) == 5
    assert "Open everything" in seen(client, "/sight?view=map")


def test_actors_of_the_impact_map_lead_to_their_future(client: Client, cast: Cast) -> None:
    future = make.future("Of many")
    for n in range(60):
        make.outcome(f"Minimise the time it takes to do thing {n:02}", under=future)
    client.force_login(cast.tom)
    text = seen(client, "/sight?view=map&reading=impact&open=all")
    assert boxes(text) <= ROOM
    assert onward(text) == f"/sight/future/{future.pk}"


def test_what_the_graph_does_not_hold_is_counted_kind_by_kind(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST", 2)
    outcome = wide(5)
    for n in range(4):
        project = make.project(f"Work {n}", under=outcome, by=cast.tom)
        for risk in (1, 5):
            Assumption.objects.create(
                project=project, stage=project.stage, text=f"Wait {n}", risk=risk, by=cast.tom
            )
    client.force_login(cast.tom)
    text = seen(client, "/sight?view=map&open=all")
    assert "3 more of the kind “Idea” are left out here" in text
    assert "2 more of the kind “Project” are left out here" in text
    assert "2 more of the kind “Assumption” are left out here" in text
    assert {"Wish 000", "Wish 001"} == set(re.findall(r"Wish \d{3}", text))
