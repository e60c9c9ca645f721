"""The budget slider: the published table on the page, what is in and out, and what moved."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from desireline.people.identity.models import Person
from desireline.prove.portfolio.api import ranking, rows, save_case
from tests import make
from tests.cast import Cast
from tests.prove.portfolio.places import published

pytestmark = pytest.mark.django_db


def see(person: Person, query: str, **headers: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(f"/portfolio?view=ranking&{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def order(page: str) -> list[tuple[str, str]]:
    """Each project on the page, and whether it is in or out."""
    found = re.findall(r"<tr( class=\"outside\")?>\s*<td[^>]*>\d+</td>\s*<th[^>]*><a[^>]*>(\w+)</a>", page)
    return [(name, "out" if out else "in") for out, name in found]


def test_fifteen_buys_what_the_published_table_says(cast: Cast) -> None:
    published(cast)
    assert order(see(cast.tom, "budget=15")) == [
        ("Beta", "in"),
        ("Echo", "in"),
        ("Alpha", "in"),
        ("Foxtrot", "out"),
        ("Delta", "in"),
        ("Gamma", "out"),
    ]


def test_the_slider_alone_moves_the_budget_and_the_page_says_what_moved(cast: Cast) -> None:
    published(cast)
    page = see(cast.tom, "was=15&budget=15&slide=26")
    assert dict(order(page)) == dict.fromkeys(("Alpha", "Beta", "Gamma", "Delta", "Echo", "Foxtrot"), "in")
    assert re.search(r"Now in.*Foxtrot.*Gamma", page, re.S)
    assert "Now out" in see(cast.tom, "was=26&budget=9&slide=26")


def test_htmx_gets_the_part_alone_with_the_warning_left_on_the_page(cast: Cast) -> None:
    published(cast)
    whole, part = see(cast.tom, "budget=15"), see(cast.tom, "budget=15", **{"HX-Request": "true"})
    assert "Never use the expected value alone" in whole
    assert part.lstrip().startswith('<div id="ranked"')
    assert order(part) == order(whole)


@pytest.mark.parametrize(
    "query", ["budget=", "budget=lots", "budget=-3", "budget=nan", "budget=1e999", "slide=x&was=y"]
)
def test_nonsense_is_half_of_what_all_would_cost(cast: Cast, query: str) -> None:
    published(cast)
    assert 'name="was" value="13"' in see(cast.tom, query)


def test_a_project_without_a_full_case_is_named_with_what_is_missing(cast: Cast) -> None:
    save_case(make.project("Half told", by=cast.tom), by=cast.tom, value=5, technical=0.5)
    found = ranking(rows(cast.tom), budget=1)
    assert [row.missing for row in found.unsaid] == [["commercial", "development"]]
    assert "Half told" in see(cast.tom, "")


def test_what_has_ended_is_not_ranked(cast: Cast) -> None:
    from desireline.codevelop.projects.api import Project, move

    beta = published(cast)["Beta"]
    move(beta, to=None, state=Project.State.STOPPED, version=beta.version, by=cast.tom)
    assert "Beta" not in dict(order(see(cast.tom, "budget=15")))


def test_the_address_holds_the_state(cast: Cast) -> None:
    published(cast)
    page = see(cast.tom, "budget=15&horizon=1")
    assert {name for name, _in in order(page)} == {"Alpha", "Delta"}
    tabs: Any = re.search(r'class="tabs".*?</nav>', page, re.S)
    assert "horizon=1" in tabs.group(0)
    assert "budget=15" in tabs.group(0)
