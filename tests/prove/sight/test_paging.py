"""Lists of the audits, page by page: nothing is left out, nothing comes twice, and who mends stays where they were."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desireline.prove.models import ProjectCase
from desireline.prove.sight import mending, promises
from tests import make
from tests.cast import Cast
from tests.understand.themes.matrix import theme

pytestmark = pytest.mark.django_db
MANY = 45


def things(cast: Cast, kind: str) -> list[Any]:
    planned = make.status("planned", stage="planned")
    if kind == "project":
        under = make.outcome()
        made = [make.project(f"Serves nobody {n:02}", by=cast.tom, under=under) for n in range(MANY)]
        for n, one in enumerate(made[:30]):
            ProjectCase.objects.update_or_create(project=one, defaults={"days_planned": n // 7 + 1})
        return made
    makers: dict[str, Callable[[], Any]] = {
        "idea": lambda: make.idea(status=planned),
        "outcome": make.outcome,
        "theme": theme,
    }
    return [makers[kind]() for _n in range(MANY)]


def pages(client: Client, address: str, pattern: str) -> list[list[str]]:
    """What the pattern finds on each page, following “Show more”."""
    found = []
    while address:
        text = client.get(address).content.decode()
        found.append(re.findall(pattern, text))
        onward = re.search(r'href="([^"]*)" rel="next"', text)
        address = onward[1].replace("&amp;", "&") if onward else ""
        if address.startswith("?"):
            raise AssertionError("a whole address works wherever it is shown")
    return found


@pytest.mark.parametrize("kind", ["project", "outcome", "idea", "theme"])
def test_everything_comes_once_and_in_order(client: Client, cast: Cast, kind: str) -> None:
    made = things(cast, kind)
    client.force_login(cast.tom)
    at = f"{reverse('sight_audit')}?kind={kind}"
    found = pages(client, at, rf"/sight/audit/{kind}/(\d+)/justify")
    assert [len(one) for one in found] == [20, 20, 5]
    assert sorted(int(pk) for one in found for pk in one) == sorted(row.pk for row in made)
    if kind == "project":
        days = dict(ProjectCase.objects.values_list("project_id", "days_planned"))
        told = [days.get(int(pk), 0) or 0 for one in found for pk in one]
        assert told == sorted(told, reverse=True)
    for row in made[:MANY]:
        mending.justify(kind, row, reason="By law", by=cast.tom)
    found = pages(client, at + "&justified", r"/sight/audit/justifications/(\d+)/undo")
    assert [len(one) for one in found] == [20, 20, 5]
    assert len({pk for one in found for pk in one}) == MANY
    assert f"{MANY} are justified" in client.get(reverse("sight_audit")).content.decode()


def test_who_mends_on_the_second_page_stays_there(client: Client, cast: Cast) -> None:
    things(cast, "idea")
    client.force_login(cast.tom)
    first = client.get(reverse("sight_audit")).content.decode()
    onward = re.search(r'href="([^"]*kind=idea[^"]*)" rel="next"', first)
    assert onward
    address = onward[1].replace("&amp;", "&")
    second = client.get(address).content.decode()
    after = re.search(r'name="after" value="([^"]+)"', second)
    wanted = re.search(r'action="(/sight/audit/idea/\d+/justify)"', second)
    assert after
    assert wanted
    answer = client.post(wanted[1], {"reason": "By law", "after": after[1]})
    assert answer.headers["Location"] == f"{address}#idea"
    assert wanted[1] not in client.get(address).content.decode()


@pytest.mark.parametrize("kind", ["project", "outcome", "idea", "theme", "promise", "nothing", ""])
@pytest.mark.parametrize("after", ["x", "WzFd", "WyJhIiwiYiJd", "W251bGwsMV0", "WzFlOTk5LDFd", "W3RydWUsMV0"])
def test_damaged_addresses_begin_at_the_top(client: Client, cast: Cast, kind: str, after: str) -> None:
    make.project(by=cast.tom)
    make.idea(status=make.status("planned", stage="planned"))
    make.outcome(under=make.future(promise_value="Soon"))
    theme()
    client.force_login(cast.tom)
    at = f"{reverse('sight_audit')}?kind={kind}&after={after}"
    assert client.get(at).status_code == client.get(at + "&justified").status_code == 200


def test_promises_page_and_so_does_their_evidence(client: Client, cast: Cast) -> None:
    futures = [make.future(f"Future {n:02}", promise_value="Soon") for n in range(MANY)]
    make.future("No promise")
    client.force_login(cast.tom)
    found = pages(client, f"{reverse('sight_audit')}?kind=promise", r'"/sight/promises/([^"?]+)"')
    assert [len(one) for one in found] == [20, 20, 5]
    assert {slug for one in found for slug in one} == {one.slug for one in futures}
    for n in range(25):
        promises.tell(futures[0], promise="value", kept="yes", text=f"Measured {n:02}.", by=cast.tom)
    at = reverse("sight_promises", args=[futures[0].slug])
    shown = pages(client, at, r"Measured (\d\d)\.")
    assert [int(one) for page in shown for one in page] == list(reversed(range(25)))
    assert [len(page) for page in shown] == [20, 5]
    assert client.get(f"{at}?promise=nothing&after=x").status_code == 200
