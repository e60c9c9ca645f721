"""Each number is what its rows give, as it was known at the end of its months."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.api import stages
from desireline.codevelop.work.models import Question
from desireline.people.identity.models import Person
from desireline.prove.portfolio.api import history, rows
from desireline.prove.portfolio.funnel import funnel
from desireline.prove.scorecard import facts
from desireline.prove.scorecard.api import MEASURES, Fact, Measure, Scope, Span
from desireline.prove.scorecard.rows_page import page_of_facts
from desireline.prove.scorecard.spans import begin, month_from, month_of, this_month
from desireline.prove.scorecard.wanted import Wanted
from tests import make
from tests.cast import Cast
from tests.prove.scorecard.world import NOW, ago, bring, grew, rated, went

pytestmark = pytest.mark.django_db
EVER = Span(this_month(), 400)
YEAR = Span(this_month(), 12)


def number(key: str, person: Person, span: Span = YEAR) -> facts.Value:
    return MEASURES[key].compute(Scope(person), span)


@pytest.mark.parametrize("measure", list(MEASURES), ids=MEASURES.names())
@pytest.mark.parametrize("months", [1, 3, 12])
def test_the_number_on_top_is_what_its_rows_give(cast: Cast, measure: Measure, months: int) -> None:
    bring(cast)
    for back in (0, 1, 5):
        span, scope = Span(this_month() - back, months), Scope(cast.stella)
        found, cursor = [], None
        while True:
            page = page_of_facts(measure.rows(scope, span), cursor, size=3)
            found += page.rows
            if (cursor := page.next) is None:
                break
        assert measure.of(found) == measure.compute(Scope(cast.stella), span)
        assert len({fact.key for fact in found}) == len(found)
        assert set(measure.name(scope, found)) == {fact.key for fact in found}


WHEN = st.integers(0, 700)
ROW = st.tuples(WHEN, st.one_of(st.none(), WHEN), st.booleans(), st.integers(1, 20))
START = datetime(2025, 1, 1, tzinfo=UTC)


@given(st.lists(ROW, min_size=1, max_size=40), WHEN)
def test_sums_of_any_rows(given_rows: list[tuple[int, int | None, bool, int]], last: int) -> None:
    made = [
        Fact(n, START + timedelta(days=at), hit and length is not None, weight, end=None if length is None else START + timedelta(days=at + length))
        for n, (at, length, hit, weight) in enumerate(given_rows)
    ]  # fmt: skip
    end = START + timedelta(days=last)
    known = [facts.followed(fact, end) for fact in facts.Dated(made).between(START, end)]
    assert len(known) == sum(at < last for at, *_rest in given_rows)
    assert all(fact.hit == (made[fact.key].hit and (made[fact.key].end or end) < end) for fact in known)
    part = facts.share(known)
    assert part.n == len(known)
    if known:
        assert part.estimate == pytest.approx(sum(fact.hit for fact in known) / len(known))
        assert part.low is not None
        assert part.high is not None
        assert part.low - 1e-9 <= part.estimate <= part.high + 1e-9
    assert facts.total(made).estimate == sum(fact.weight for fact in made)


def test_time_to_outcome_counts_who_is_still_on_the_way(cast: Cast) -> None:
    bring(cast)
    found = number("time_to_outcome", cast.tom)
    assert (found.n, found.hits) == (12, 8)
    assert found.estimate == pytest.approx(60, abs=0.1)
    assert found.low is not None
    assert found.low < 60
    share = number("attainment", cast.tom)
    assert (share.hits, share.n) == (8, 12)


def test_what_the_team_or_the_erased_reached_takes_nothing_from_others(cast: Cast) -> None:
    outcome = bring(cast)["outcome"]
    gone = make.person(erased=NOW)
    for person in (cast.tom, gone):
        outcome.attainments.create(person=person, started=ago(200), reached=ago(20))  # type: ignore[attr-defined]
    share = number("attainment", cast.tom)
    assert (share.hits, share.n) == (8, 12)


def test_a_closed_month_does_not_know_what_came_later(cast: Cast) -> None:
    world = bring(cast)
    span = Span(month_of(ago(120)), 12)
    before = MEASURES["attainment"].compute(Scope(cast.tom), span)
    outcome = world["outcome"]
    for person in Person.objects.filter(attributes__region="north", attainments=None):
        outcome.attainments.create(person=person, started=ago(200), reached=ago(2))  # type: ignore[attr-defined]
    assert MEASURES["attainment"].compute(Scope(cast.tom), span) == before
    assert number("attainment", cast.tom).hits == 12


def test_co_developed_counts_from_the_day_customers_had_a_part(cast: Cast) -> None:
    bring(cast)
    assert (number("codeveloped", cast.stella).hits, number("codeveloped", cast.stella).n) == (4, 6)
    assert number("codeveloped_effort", cast.stella, Span(this_month(), 1)).few
    ours = went(cast.tom, 20)
    grew(ours, cast.tom, posted=40)
    assert number("codeveloped", cast.stella).hits == 4


def test_an_answer_of_the_team_takes_nothing_from_a_customers(cast: Cast) -> None:
    bring(cast)
    ours = went(cast.tom, 20)
    question = Question.objects.create(project=ours, stage=stages()[0], text="Would you use it?")
    question.answers.create(person=cast.tom, text="We would")
    assert number("codeveloped", cast.stella).hits == 4
    question.answers.create(person=cast.carla, text="Each morning")
    assert number("codeveloped", cast.stella).hits == 5


def test_from_idea_to_release_begins_with_the_idea(cast: Cast) -> None:
    bring(cast)
    found = number("idea_to_release", cast.stella)
    assert (found.n, found.hits) == (6, 2)
    days = sorted(
        fact.weight for fact in MEASURES["idea_to_release"].rows(Scope(cast.stella), YEAR) if fact.hit
    )
    assert days == pytest.approx([349, 350], abs=0.1)


def test_conversion_is_the_funnel_of_the_portfolio(cast: Cast) -> None:
    bring(cast)
    found = rows(cast.stella)
    steps = funnel(found, history(found), NOW)
    value = number("conversion", cast.stella, EVER)
    assert value.hits == sum(step.passed for step in steps)
    assert value.n == sum(step.decided for step in steps)


def test_answers_in_time_leave_out_what_is_younger_than_the_promise(cast: Cast) -> None:
    bring(cast)
    make.idea(by=cast.carla, created=ago(1))
    found = number("first_response", cast.tom)
    assert (found.hits, found.n) == (9, 12)
    assert number("response_time", cast.tom).n == 13


def test_breadth_counts_customers_once_and_leaves_out_who_was_erased(cast: Cast) -> None:
    world = bring(cast)
    people = world["people"]
    make.idea(by=people[0], created=ago(3))  # type: ignore[index]
    make.idea(by=cast.tom, created=ago(3))
    assert number("participants", cast.tom).n == 12
    assert number("per_contributor", cast.tom).estimate == pytest.approx(26 / 12, abs=1)
    assert number("new_people", cast.tom).hits == 11
    Person.objects.filter(pk=people[3].pk).update(erased=NOW)  # type: ignore[index]
    assert number("participants", cast.tom).n == 11


def test_lead_customers_count_from_their_confirmation_until_it_is_undone(cast: Cast) -> None:
    from desireline.understand.leads.models import LeadDecision

    bring(cast)
    assert number("leads_engaged", cast.tom).estimate == 1
    assert number("leads_engaged", cast.tom, Span(month_of(ago(320)), 12)).estimate == 0
    LeadDecision.objects.update(undone_at=ago(1))
    assert number("leads_engaged", cast.tom).estimate == 0


def test_what_was_taken_from_the_showcase_counts_until_then(cast: Cast) -> None:
    bring(cast)
    assert number("reusable", cast.tom).estimate == 1
    assert number("reusable", cast.tom, Span(month_of(ago(760)), 1)).estimate == 0
    Project.objects.filter(shown__isnull=False).get().artefacts.update(removed_at=ago(1))
    assert number("reusable", cast.tom).estimate == 0
    assert number("reusable", cast.tom, Span(month_of(ago(60)), 1)).estimate == 1


def test_with_few_rows_it_says_no_number(cast: Cast) -> None:
    outcome = make.outcome()
    for n in range(9):
        rated(outcome, make.person(), 30 + n, 3)
    found = number("attainment", cast.tom)
    assert (found.few, found.estimate, found.low, found.n) == (True, None, None, 9)


def test_a_segment_counts_its_customers_alone(cast: Cast) -> None:
    from desireline.prove.scorecard.people import members

    world = bring(cast)
    rated(make.outcome(), cast.carla, 30)
    segment = world["segment"]
    people = members(segment.pk)  # type: ignore[attr-defined]
    assert len(people) == 12
    assert MEASURES["attainment"].compute(Scope(cast.tom, segment.pk, people), YEAR).n == 12  # type: ignore[attr-defined]
    assert number("attainment", cast.tom).n == 13


def test_months_turn_in_the_zone_of_the_instance(settings: object) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"  # type: ignore[attr-defined]
    assert month_of(datetime(2026, 9, 30, 12, tzinfo=UTC)) == month_from("2026-10")
    assert begin(month_of(datetime(2026, 9, 30, 12, tzinfo=UTC))) == datetime(2026, 9, 30, 11, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "26-01", "2026-1", "20x6-01", "1200-01", "²⁰²⁶-01"])
def test_what_is_no_month_is_none(text: str) -> None:
    assert month_from(text) is None


def test_an_address_holds_only_what_is_not_as_by_default() -> None:
    assert Wanted().query() == ""
    assert (
        Wanted(3, month_from("2026-03") or 0, "year", 7).query()
        == "months=3&until=2026-03&against=year&segment=7"
    )
