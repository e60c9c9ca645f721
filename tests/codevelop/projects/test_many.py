"""Many projects: list, board and timeline stay within the same few queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desireline.codevelop.models import Project, Visit
from desireline.codevelop.projects.api import move
from desireline.codevelop.projects.listing import listed, showcased
from desireline.codevelop.projects.wanted import Wanted
from desireline.codevelop.stages.api import stages
from desireline.people.audiences.api import basic
from tests import make
from tests.cast import Cast


def _bring(cast: Cast, many: int) -> None:
    outcome, ways, audience = make.outcome(), stages(), basic("staff")
    at = timezone.now()
    rows = Project.objects.bulk_create(
        Project(
            slug=f"many-{n}", title=f"Many {n}", outcome=outcome, owner=cast.tom, audience=audience,
            stage=ways[n % 6], entered=at - timedelta(days=n % 90), created=at - timedelta(hours=n),
        )
        for n in range(many)
    )  # fmt: skip
    Visit.objects.bulk_create(Visit(project=row, stage=row.stage, entered=row.entered) for row in rows)


@pytest.mark.parametrize("view", ["list", "board", "timeline"])
def test_the_number_of_queries_does_not_grow(view: str, cast: Cast, client: Client) -> None:
    client.force_login(cast.tom)
    _bring(cast, 3)
    client.get(f"/projects?view={view}")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(f"/projects?view={view}")
    Visit.objects.all().delete()
    Project.objects.all().delete()
    _bring(cast, 200)
    with CaptureQueriesContext(connection) as many:
        assert client.get(f"/projects?view={view}").status_code == 200
    assert len(many) <= len(few) <= 14


def test_pages_go_on_by_key_to_the_end(cast: Cast) -> None:
    _bring(cast, 65)
    for sort in ("new", "waiting", "changed"):
        seen, cursor = [], None
        while True:
            page = listed(cast.tom, Wanted(sort=sort), cursor=cursor)
            seen += [row.pk for row in page.rows]
            if not (cursor := page.next):
                break
        assert len(seen) == len(set(seen)) == 65


def test_filters_narrow_and_nonsense_is_left_out(cast: Cast, client: Client) -> None:
    mine = make.project("Cards that freeze", by=cast.tom)
    other = make.project("Bills that explain", by=cast.stella)
    move(other, to=None, state="stopped", version=other.version, by=cast.stella)
    client.force_login(cast.tom)

    def found(query: str) -> set[str]:
        page = client.get(f"/projects?{query}").content.decode()
        return {row.title for row in (mine, other) if row.title in page}

    assert found("") == {mine.title}
    assert found("state=all") == {mine.title, other.title}
    assert found("state=stopped") == {other.title}
    assert found(f"owner={cast.stella.pk}&state=all") == {other.title}
    assert found("q=freeze") == {mine.title}
    assert found("stage=planning") == {mine.title}
    assert found(f"outcome={other.outcome.slug}&state=all") == {other.title}
    assert found("state=nonsense&owner=x&sort=?&from=AAAA") == {mine.title}


def test_a_column_says_how_many_and_sends_to_the_gate(cast: Cast, client: Client) -> None:
    project = make.project(by=cast.tom)
    Project.objects.filter(pk=project.pk).update(entered=timezone.now() - timedelta(days=40))
    client.force_login(cast.tom)
    page = client.get("/projects?view=board").content.decode()
    assert f"/projects/{project.slug}/decide?to=idea" in page
    assert f"/projects/{project.slug}/decide?to=planning" not in page
    assert "longer than planned" in page


def test_the_showcase_has_what_is_shown_and_never_what_is_confidential(cast: Cast) -> None:
    make.project(by=cast.tom)
    shown = make.project(by=cast.tom, shown=True)
    make.project(by=cast.tom, shown=True, confidential=True)
    for who in (None, cast.carla, cast.tom, cast.stella):
        assert list(showcased(who).rows) == [shown]


def test_others_get_the_showcase_in_their_menu_when_it_has_something(cast: Cast, client: Client) -> None:
    assert 'href="/showcase"' not in client.get("/futures").content.decode()
    make.project(by=cast.tom, shown=True)
    from desireline.kit.options.api import bump

    bump("site")
    assert 'href="/showcase"' in client.get("/futures").content.decode()
