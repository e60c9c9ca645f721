"""The value audit: what counts as an unbroken line, what is an orphan, and how it is mended, with undo."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from desireline.codevelop.models import GateDecision, Project
from desireline.futures.models import DesiredOutcome, Future, Rating
from desireline.kit.errors import Refused
from desireline.listen.models import IdeaOutcome
from desireline.prove.models import Justification, ProjectCase, PromiseEvidence, Relink
from desireline.prove.sight import mending, orphans, promises
from desireline.prove.sight.audit import audit_page
from desireline.prove.sight.lines import traced
from desireline.prove.sight.rules import Break, coverage, where_broken
from desireline.understand.themes.models import ThemeOutcome
from tests import make
from tests.cast import Cast
from tests.understand.themes.matrix import theme

pytestmark = pytest.mark.django_db


def heard(cast: Cast) -> DesiredOutcome:
    """An outcome that a customer rated."""
    outcome = make.outcome()
    Rating.objects.create(outcome=outcome, person=cast.carla, importance=5, satisfaction=2)
    return outcome


def broken(cast: Cast) -> dict[str, Break | None]:
    return {one.project.title: one.broken for one in traced(cast.tom)}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ((False, False, True, True), None),
        ((True, True, False, False), Break.OUTCOME_ARCHIVED),
        ((False, True, True, True), Break.FUTURE_ARCHIVED),
        ((False, False, False, True), Break.FUTURE_UNPUBLISHED),
        ((False, False, True, False), Break.UNHEARD),
    ],
)
def test_where_a_line_breaks(given: tuple[bool, bool, bool, bool], found: Break | None) -> None:
    one, two, three, four = given
    assert (
        where_broken(outcome_archived=one, future_archived=two, future_published=three, heard=four) == found
    )


@given(st.lists(st.tuples(st.booleans(), st.none() | st.integers(0, 900))))
def test_shares_are_shares(lines: list[tuple[bool, int | None]]) -> None:
    found = coverage(lines)
    for share in (found.share, found.share_of_effort):
        assert share is None or 0 <= share <= 1
    assert found.projects == len(lines) >= found.unbroken + (found.share == 0) or not lines


def test_effort_that_nobody_noted_is_not_guessed() -> None:
    found = coverage([(True, 30), (False, 10), (False, None)])
    assert (found.share, found.share_of_effort, found.unknown) == (pytest.approx(1 / 3), 0.75, 1)
    assert coverage([(True, None)]).share_of_effort is None


def test_lines_of_projects(cast: Cast) -> None:
    whole = heard(cast)
    make.project("Whole", by=cast.tom, under=whole)
    make.project("Unheard", by=cast.tom)
    staff = make.outcome()
    Rating.objects.create(outcome=staff, person=cast.tom, importance=5, satisfaction=2)
    make.project("Only we rated it", by=cast.tom, under=staff)
    gone = heard(cast)
    make.project("Gone", by=cast.tom, under=gone)
    Future.objects.filter(pk=gone.future_id).update(archived=timezone.now())
    assert broken(cast) == {
        "Whole": None,
        "Unheard": Break.UNHEARD,
        "Only we rated it": Break.UNHEARD,
        "Gone": Break.FUTURE_ARCHIVED,
    }


def test_what_costs_most_comes_first(cast: Cast) -> None:
    for title, days in (("Cheap", 5), ("Dear", 300), ("Unknown", None)):
        project = make.project(title, by=cast.tom)
        if days:
            ProjectCase.objects.update_or_create(project=project, defaults={"days_planned": days})
    found = orphans.projects(traced(cast.tom))
    assert [one.label for one in found.rows] == ["Dear", "Cheap", "Unknown"]


def test_orphans_of_every_kind(cast: Cast) -> None:
    planned = make.status("planned", stage="planned")
    lonely = make.idea("Lonely", status=planned)
    linked = make.idea("Linked", status=planned)
    IdeaOutcome.objects.create(idea=linked, outcome=heard(cast))
    grown = make.idea("Grown", status=planned)
    make.project(by=cast.tom, ideas=[grown.pk])
    make.idea("New")
    silent = make.outcome("Minimise the time it takes to hear silence")
    alone = theme()
    about = theme()
    ThemeOutcome.objects.create(theme=about, outcome=silent)
    assert [one.id for one in orphans.ideas(cast.tom).rows] == [lonely.pk]
    assert [one.id for one in orphans.themes(cast.tom).rows] == [alone.pk]
    assert list(orphans.outcomes(cast.tom).rows) == []
    ThemeOutcome.objects.all().delete()
    assert [one.id for one in orphans.outcomes(cast.tom).rows] == [silent.pk]


def test_a_project_is_linked_and_the_link_undone(cast: Cast) -> None:
    project, before = make.project(by=cast.tom), None
    before, whole = project.outcome, heard(cast)
    row = mending.relink(project, to=whole, by=cast.tom)
    assert broken(cast)[project.title] is None
    with pytest.raises(Refused):
        mending.relink(project, to=whole, by=cast.tom)
    mending.undo_relink(row, by=cast.tom)
    project.refresh_from_db()
    assert project.outcome == before
    with pytest.raises(Refused):
        mending.undo_relink(row, by=cast.tom)


def test_an_older_link_is_not_undone_over_a_newer_one(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    first = mending.relink(project, to=heard(cast), by=cast.tom)
    mending.relink(project, to=heard(cast), by=cast.tom)
    with pytest.raises(Refused, match="another outcome since"):
        mending.undo_relink(first, by=cast.tom)


def test_justified_leaves_the_list_until_it_is_taken_back(cast: Cast) -> None:
    project = make.project("By law", by=cast.tom)
    row = mending.justify("project", project, reason="The law  asks for it.", by=cast.tom)
    found = orphans.projects(traced(cast.tom))
    assert (list(found.rows), found.total, found.justified_total) == ([], 0, 1)
    assert found.justified[0].justified is not None
    assert found.justified[0].justified.reason == "The law asks for it."
    with pytest.raises(Refused):
        mending.justify("project", project, reason="Again", by=cast.stella)
    mending.unjustify(row, by=cast.stella)
    assert orphans.projects(traced(cast.tom)).total == 1
    with pytest.raises(Refused):
        mending.unjustify(row, by=cast.stella)
    assert Justification.objects.get().undone_by == cast.stella


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_justification_needs_a_reason(cast: Cast, reason: str) -> None:
    with pytest.raises(Refused):
        mending.justify("idea", make.idea(), reason=reason, by=cast.tom)


def test_customers_mend_nothing(cast: Cast) -> None:
    project, outcome = make.project(by=cast.tom), make.outcome()
    with pytest.raises(Refused):
        mending.relink(project, to=outcome, by=cast.carla)
    with pytest.raises(Refused):
        mending.justify("project", project, reason="Because", by=cast.cora)
    with pytest.raises(Refused):
        mending.stop(project, reason="Because", version=1, by=cast.carla)


def test_a_project_is_stopped_in_the_audit_by_a_decision(client: Client, cast: Cast) -> None:
    project = make.project("Serves nobody", by=cast.tom)
    client.force_login(cast.stella)
    answer = client.post(
        reverse("sight_stop", args=[project.pk]), {"reason": "No customer asked."}, follow=True
    )
    assert "Stopped. Its team is told why." in answer.content.decode()
    project.refresh_from_db()
    assert project.state == Project.State.STOPPED
    assert GateDecision.objects.get().reason == "No customer asked."
    assert "Serves nobody" not in {one.project.title for one in traced(cast.stella)}


def test_who_may_not_decide_is_told(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    client.force_login(cast.tom)
    answer = client.post(reverse("sight_stop", args=[project.pk]), {"reason": "No use"}, follow=True)
    assert "Stewards and the gatekeepers" in answer.content.decode()


@pytest.mark.parametrize("kind", ["project", "idea", "theme"])
def test_orphans_are_linked_on_the_page_and_undone(client: Client, cast: Cast, kind: str) -> None:
    planned = make.status("planned", stage="planned")
    thing = {
        "project": lambda: make.project(by=cast.tom),
        "idea": lambda: make.idea(status=planned),
        "theme": theme,
    }[kind]()
    outcome = heard(cast)
    client.force_login(cast.tom)
    page = client.post(reverse("sight_link", args=[kind, thing.pk]), {"outcome": outcome.pk}, follow=True)
    assert "Linked: a line leads" in page.content.decode()
    assert f"/sight/audit/{kind}/{thing.pk}/link" not in page.content.decode()
    undo = page.content.decode().split('<div class="toast">')[1].split('action="')[1].split('"')[0]
    again = client.post(undo.replace("&amp;", "&"), follow=True).status_code
    assert again == 200
    assert f"/sight/audit/{kind}/{thing.pk}/link" in client.get(reverse("sight_audit")).content.decode()
    assert Relink.objects.filter(undone_at__isnull=False).count() == (kind == "project")


@pytest.mark.parametrize("many", [1, 12])
def test_the_audit_asks_a_fixed_number_of_questions(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _n in range(many):
        make.project(by=cast.tom, under=make.outcome(under=make.future(promise_value="Soon")))
        make.idea(status=make.status("planned", stage="planned"))
        make.outcome()
        theme()
    audit_page(cast.tom)
    with django_assert_num_queries(16):
        audit_page(cast.tom)


def test_the_latest_evidence_counts_and_all_is_kept(client: Client, cast: Cast) -> None:
    future = make.future(promise_value="Know it in a minute", promise_choice="")
    promises.tell(future, promise="value", kept="no", text="It takes an hour.", by=cast.tom)
    last = promises.tell(
        future, promise="value", kept="yes", text="Forty seconds.", link="https://example.org/a", by=cast.tom
    )
    assert promises.promises_of(future).kept == 1
    promises.untell(last, by=cast.stella)
    found = promises.promises_of(future).promises[0]
    assert found.latest is not None
    assert (found.latest.kept, len(found.history)) == ("no", 2)
    with pytest.raises(Refused):
        promises.untell(last, by=cast.stella)
    client.force_login(cast.tom)
    page = client.get(reverse("sight_promises", args=[future.slug])).content.decode()
    assert "Forty seconds." in page
    assert "taken back" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"kept": "maybe"},
        {"promise": "choice"},
        {"promise": "x"},
        {"link": "javascript:alert(1)"},
        {"link": "example"},
    ],
)
def test_evidence_that_says_nothing_is_refused(client: Client, cast: Cast, wrong: dict[str, str]) -> None:
    future = make.future(promise_value="Know it in a minute")
    client.force_login(cast.tom)
    data = {"promise": "value", "kept": "yes", "text": "Forty seconds.", "link": ""} | wrong
    assert client.post(reverse("sight_promises", args=[future.slug]), data).status_code == 422
    assert not PromiseEvidence.objects.exists()
