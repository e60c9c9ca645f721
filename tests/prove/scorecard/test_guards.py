"""What is confidential counts for its members and for stewards alone; closed months stay as they were; the letter."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from desireline.codevelop.projects.models import Project, ProjectMember
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice
from desireline.people.notices.seeing import still_seen
from desireline.prove.models import KeptSeries, OutcomeMonth, ProjectMonth
from desireline.prove.scorecard import monthly
from desireline.prove.scorecard.api import MEASURES, Scope, Span, note_month, readings, renew
from desireline.prove.scorecard.keeping import renew_when_due
from desireline.prove.scorecard.spans import begin, first_day, this_month
from tests import make
from tests.cast import Cast
from tests.prove.scorecard.world import ago, bring, went

pytestmark = pytest.mark.django_db
PROJECT_KEYS = [
    "codeveloped", "codeveloped_effort", "idea_to_release", "conversion", "value_audit", "value_audit_effort", "reusable",
]  # fmt: skip


def read(person: Person, path: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def counted(person: Person, key: str, span: Span | None = None) -> int:
    return MEASURES[key].compute(Scope(person), span or Span(this_month(), 12)).n


@pytest.fixture
def secret(cast: Cast) -> Project:
    """A confidential project of Stella's beside the small world, with everything that could tell of it."""
    world = bring(cast)
    outcome = world["outcome"]
    made = went(cast.stella, 100, title="Hush hush", confidential=True, under=outcome)
    ended = went(
        cast.stella, 100, ended=40, state="stopped", title="Hush too", confidential=True, under=outcome
    )
    from desireline.codevelop.models import Artefact
    from desireline.prove.portfolio.api import save_case

    for project in (made, ended):
        save_case(project, by=cast.stella, days_planned=7)
        Artefact.objects.create(
            project=project, stage=made.stage, kind="link", title="Hush sketch", in_showcase=True
        )
    return made


@pytest.mark.parametrize("key", PROJECT_KEYS)
def test_what_is_confidential_counts_for_members_and_stewards_alone(
    cast: Cast, secret: Project, key: str
) -> None:
    note_month()
    before = counted(cast.tom, key)
    assert "Hush" not in read(cast.tom, f"/team/scorecard/{key}")
    for path in ("/team/scorecard", "/team/scorecard.csv", "/team/scorecard.json", "/team/scorecard/paper"):
        assert "Hush" not in read(cast.tom, path)
    if key == "reusable":  # never in the showcase, for nobody
        assert counted(cast.stella, key) == before
        return
    assert counted(cast.stella, key) > before
    assert "Hush" in read(cast.stella, f"/team/scorecard/{key}")
    for project in Project.objects.filter(confidential=True):
        ProjectMember.objects.create(project=project, person=cast.tom)
    assert counted(cast.tom, key) == counted(cast.stella, key)


def test_a_month_that_was_noted_is_read_by_who_may_see_its_projects(cast: Cast, secret: Project) -> None:
    last = this_month() - 1
    note_month(begin(last + 1) - (begin(last + 1) - begin(last)) / 2)
    span = Span(last, 12)
    assert counted(cast.stella, "value_audit", span) == counted(cast.tom, "value_audit", span) + 1
    assert "Hush" not in read(cast.tom, f"/team/scorecard/value_audit?until={first_day(last):%Y-%m}")


def test_answers_and_ideas_for_named_people_are_in_no_number(cast: Cast) -> None:
    bring(cast)
    before = counted(cast.tom, "participants")
    board = make.board(audience="staff")
    board.audience.kind = "named"
    board.audience.name = "Some"
    board.audience.pk = None
    board.audience.save()
    board.audience_id = board.audience.pk
    board.save()
    make.idea("For some alone", on=board, by=make.person(), created=ago(20))
    assert counted(cast.tom, "participants") == before
    assert "For some alone" not in read(cast.tom, "/team/scorecard/first_response")


def test_a_closed_month_stays_as_it_was_noted(cast: Cast) -> None:
    world = bring(cast)
    last = this_month() - 1
    inside = begin(last + 1) - (begin(last + 1) - begin(last)) / 2
    note_month(inside)
    span = Span(last, 1)
    kept = [
        MEASURES[key].compute(Scope(cast.stella), span)
        for key in ("value_audit", "codeveloped_effort", "scenarios")
    ]
    outcome = world["outcome"]
    type(outcome).objects.filter(pk=outcome.pk).update(archived=ago(0))  # type: ignore[attr-defined]
    went(cast.tom, 5)
    note_month()
    type(outcome).objects.filter(pk=outcome.pk).update(archived=None)  # type: ignore[attr-defined]
    again = [
        MEASURES[key].compute(Scope(cast.stella), span)
        for key in ("value_audit", "codeveloped_effort", "scenarios")
    ]
    assert again == kept
    assert ProjectMonth.objects.filter(month=first_day(last)).count() == 3
    assert OutcomeMonth.objects.filter(month=first_day(last)).count() == 1


def test_the_night_keeps_what_takes_long_and_says_since_when(cast: Cast) -> None:
    bring(cast)
    assert renew_when_due() > 0
    assert renew_when_due() == 0
    shared = [one for one in MEASURES if one.shared]
    assert KeptSeries.objects.count() == len(shared) * 3 * 2
    kept = {one.measure.key: one for one in readings(Scope(cast.tom), Span(this_month()))}
    for one in shared:
        assert kept[one.key].at is not None
        assert kept[one.key].value == one.compute(Scope(cast.tom), Span(this_month()))
    assert kept["codeveloped"].at is None
    renew()
    assert KeptSeries.objects.count() == len(shared) * 3 * 2


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2026, 8, 9), 3), (date(2026, 11, 30), 2), (date(2026, 10, 5), 1), (date(2026, 5, 1), 1)],
)
def test_the_first_working_day(today: date, first: int) -> None:
    assert monthly.first_working_day(today) == today.replace(day=first)


def at(day: int, zone: str = "UTC") -> datetime:
    return datetime(2026, 6, day, 9, tzinfo=ZoneInfo(zone))


def test_the_letter_goes_once_to_who_asked_in_their_language(cast: Cast) -> None:
    bring(cast)
    for person in (cast.tom, cast.stella, cast.carla):
        monthly.ask(person)
    Person.objects.filter(pk=cast.stella.pk).update(language="de")
    assert monthly.send_when_due(datetime(2026, 5, 29, 9, tzinfo=ZoneInfo("UTC"))) == 2
    Notice.objects.all().delete()
    assert monthly.send_when_due(at(1)) == 2
    assert monthly.send_when_due(at(2)) == 0
    assert set(Notice.objects.values_list("person", flat=True)) == {cast.tom.pk, cast.stella.pk}
    mine = Notice.objects.get(person=cast.tom)
    assert "May 2026" in mine.title
    assert mine.url == "/scorecard/202605"
    assert "Mai 2026" in Notice.objects.get(person=cast.stella).title
    assert len(mine.text) <= 500


def test_nothing_goes_before_the_first_working_day_of_the_instance(cast: Cast, settings: object) -> None:
    monthly.ask(cast.tom)
    assert monthly.send_when_due(datetime(2026, 8, 2, 9, tzinfo=ZoneInfo("UTC"))) == 0
    assert monthly.send_when_due(datetime(2026, 8, 2, 23, tzinfo=ZoneInfo("UTC"))) == 0
    settings.TIME_ZONE = "Pacific/Auckland"  # type: ignore[attr-defined]
    assert monthly.send_when_due(datetime(2026, 8, 2, 23, tzinfo=ZoneInfo("UTC"))) == 1


def test_the_letter_holds_what_its_reader_may_see(cast: Cast, secret: Project) -> None:
    tom, stella = (monthly.lines(readings(Scope(one), Span(this_month()))) for one in (cast.tom, cast.stella))
    assert "Projects with customers: 67\u00a0%" in "\n".join(tom)
    assert tom != stella


def test_who_leaves_the_team_reads_nothing_of_it_any_more(cast: Cast) -> None:
    bring(cast)
    monthly.ask(cast.tom)
    monthly.send_when_due(at(1))
    notices = list(Notice.objects.filter(person=cast.tom))
    assert still_seen(cast.tom, notices) == notices
    cast.tom.role = "customer"
    cast.tom.save()
    assert still_seen(cast.tom, notices) == []
    assert monthly.send_when_due(at(8).replace(month=7)) == 0


def test_who_ended_the_mail_gets_it_again_by_asking(cast: Cast) -> None:
    from desireline.people.notices.stopping import set_mail

    monthly.ask(cast.tom)
    set_mail(cast.tom, [monthly.KIND], mail="never")
    monthly.ask(cast.tom)
    assert cast.tom.notice_choices.get(kind=monthly.KIND).mail == "soon"


def test_no_cell_of_the_csv_is_a_formula_and_deleted_projects_take_their_months_along(cast: Cast) -> None:
    bring(cast)
    note_month()
    text = read(cast.stella, "/team/scorecard.csv")
    assert not any(
        cell[:1] in "=+-@" for line in text.splitlines() for cell in line.lstrip("\ufeff").split(",") if cell
    )
    project = Project.objects.get(pk=ProjectMonth.objects.values("project")[0]["project"])
    project.case.delete()  # type: ignore[attr-defined]
    project.delete()
    assert not ProjectMonth.objects.filter(project=project.pk).exists()


def test_in_a_new_month_what_was_over_then_is_not_counted_again(cast: Cast) -> None:
    bring(cast)
    renew()
    month = this_month()
    later = Scope(cast.tom, now=begin(month + 2) - (begin(month + 2) - begin(month + 1)) / 2)
    row = KeptSeries.objects.get(key="first_response", months=1, segment=0)
    told = list(row.values[str(month - 1)])
    row.values[str(month - 1)] = row.values[str(month)] = [*told[:-1], 7]
    row.save()
    found = {one.measure.key: one for one in readings(later, Span(month + 1, 1))}["first_response"]
    values = dict(found.trend)
    measure = MEASURES["first_response"]
    assert list(asdict(values[Span(month - 1, 1)]).values()) == [*told[:-1], 7]
    for span in (Span(month, 1), Span(month + 1, 1)):  # was not over when it was kept; had not begun
        assert values[span] == measure.compute(later, span)
    assert found.at is None
