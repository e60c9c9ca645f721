"""The score is checked against what came later, and never sees it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from desireline.listen.ideas.models import StatusChange
from desireline.understand.leads.backtest import backtest
from desireline.understand.leads.scoring import scores
from tests import make
from tests.understand.leads.conftest import Led, rated, said, voted

pytestmark = pytest.mark.django_db


def test_nothing_that_came_later_changes_a_score_of_before(led: Led) -> None:
    then = timezone.now() - timedelta(days=90)
    before = scores(until=then)
    for n in range(5):
        voted(led.early, by=make.person(), days=30 - n)
    rated(led.outcome, by=led.cast.otto, importance=5, satisfaction=1, days=10)
    led.early.status = make.status("done", stage="done")
    led.early.save()
    StatusChange.objects.create(idea=led.early, after=led.early.status, at=timezone.now())
    after = scores(until=then)
    assert after.people.tolist() == before.people.tolist()
    assert after.axes.tolist() == before.axes.tolist()


def test_authors_whose_ideas_were_started_or_whose_theme_doubled_are_to_be_found(led: Led) -> None:
    then = timezone.now() - timedelta(days=30)
    found = backtest(at=then, months=1)
    assert (found.right, found.reached, found.doubled) == (0, 0, 0)
    StatusChange.objects.create(
        idea=led.early, after=make.status("doing", stage="started"), at=then + timedelta(days=1)
    )
    for n in range(7):
        voted(led.early, by=make.person(), days=20 - n)
    found = backtest(at=then, months=1)
    assert (found.right, found.reached, found.doubled) == (1, 1, 1)
    assert not found.enough
    assert [way.name for way in found.ways] == ["score", "activity only", "by chance"]


def test_the_score_finds_who_was_early_where_activity_finds_the_loud(led: Led) -> None:
    """Twenty quiet people whose theme grew and doubled afterwards, and thirty loud ones in old themes."""
    grow = [make.person() for _n in range(20)]
    for who in grow:
        idea = said(led.grew, by=who, days=299)
        for n in range(4):
            voted(idea, by=make.person(), days=110 - n)
        for n in range(6):
            voted(idea, by=make.person(), days=50 - n)
    loud = [make.person() for _n in range(30)]
    old = said(led.old, by=None, days=280)
    for who in loud:
        voted(old, by=who, days=150)
        for _n in range(3):
            voted(said(None, by=None, days=150), by=who, days=140)
    found = backtest(at=timezone.now() - timedelta(days=90), months=3)
    score, activity, chance = found.ways
    assert found.enough
    assert score.precision > 0.9 > activity.precision
    assert score.low > chance.high
    assert activity.hits < chance.hits


def test_the_command_prints_a_table_json_and_what_is_wrong(
    led: Led, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("evaluate", "leads", "--months", "1")
    assert "Too little history" in capsys.readouterr().out
    StatusChange.objects.create(
        idea=led.early,
        after=make.status("doing", stage="started"),
        at=timezone.now() - timedelta(days=3),
    )
    call_command("evaluate", "leads", "--months", "1")
    shown = capsys.readouterr().out
    assert "activity only" in shown
    assert "say nothing yet" in shown
    call_command("evaluate", "leads", "--at", f"{timezone.now() - timedelta(days=9):%Y-%m-%d}", "--json")
    assert json.loads(capsys.readouterr().out)["reached"] == 1
    for wrong in (["--at", "soon"], ["--at", "2999-01-01"], ["--months", "0"]):
        with pytest.raises(CommandError):
            call_command("evaluate", "leads", *wrong)
