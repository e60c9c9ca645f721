"""Who is found, from what, and who never is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from desireline.listen.boards.models import Board
from desireline.people.audiences.models import Audience
from desireline.understand.leads import renewing, sources
from desireline.understand.leads.models import LeadOptOut, LeadRun, LeadScore
from desireline.understand.themes.models import ThemeRun
from tests import make
from tests.understand.leads.conftest import Led, rated, said, voted

pytestmark = pytest.mark.django_db


def score(who: object) -> LeadScore:
    return LeadScore.objects.get(person=who)


def test_being_early_in_what_grew_beats_thirty_votes_on_what_is_old(led: Led) -> None:
    renewing.renew()
    carla, otto = score(led.cast.carla), score(led.cast.otto)
    assert carla.ahead > 0.5 > otto.ahead
    # Seven people, Carla the first; six came in the second half: growth 2 (6 + 1) / (7 + 2).
    value = (1 - 0.5 / 7) * 14 / 9
    assert carla.ahead == pytest.approx((2.5 + value) / 6, abs=1e-6)
    assert (carla.themes, carla.outcomes) == (1, 1)
    assert carla.benefit == pytest.approx(3 / 4)
    assert carla.layer == 1


def test_the_evidence_is_kept_beside_the_score(led: Led) -> None:
    renewing.renew()
    found = score(led.cast.carla).evidence
    (theme, at, place, of, growth, value) = found["themes"][0]
    assert (theme, place, of) == (led.grew.pk, 1, 7)
    assert at == int(led.early.created.timestamp())
    assert value == pytest.approx((1 - 0.5 / 7) * growth, abs=2e-3)
    assert found["outcomes"] == [[led.outcome.pk, 5, 2]]


def test_accepted_ideas_are_resources_also_those_that_were_joined(led: Led) -> None:
    led.early.status = make.status("done", stage="done")
    led.early.save()
    make.idea(by=led.cast.otto, state=3, merged_into=led.early)
    renewing.renew()
    assert score(led.cast.carla).resources == 0.25
    assert score(led.cast.otto).evidence["resources"] == {"ideas": 1}


def test_upper_rooms_add_what_they_know(led: Led) -> None:
    sources.RESOURCES.add("more", sources.Source("Tests", lambda until: {led.cast.carla.pk: 3}))
    sources.USAGE.add("logs", sources.Source("Usage", lambda until: {led.cast.carla.pk: 0.5}))
    sources.SOLUTIONS.add("own", sources.Source("Own", lambda until: {led.cast.carla.pk: 1}))
    try:
        renewing.renew()
    finally:
        for registry, name in (
            (sources.RESOURCES, "more"),
            (sources.USAGE, "logs"),
            (sources.SOLUTIONS, "own"),
        ):
            registry.remove(name)
    carla = score(led.cast.carla)
    assert carla.resources == 0.5
    assert carla.benefit == pytest.approx(0.75 * 0.5 + 0.25)


def test_our_own_people_the_blocked_and_who_opted_out_are_no_candidates(led: Led) -> None:
    for who in (led.cast.tom, led.cast.bob):
        voted(led.early, by=who, days=250)
        rated(led.outcome, by=who, importance=5, satisfaction=1)
    LeadOptOut.objects.create(person=led.cast.carla)
    renewing.renew()
    none = [led.cast.tom, led.cast.bob, led.cast.carla]
    assert not LeadScore.objects.filter(person__in=none).exists()
    assert score(led.cast.otto)


def test_what_is_said_among_named_people_counts_nowhere(led: Led) -> None:
    renewing.renew()
    before = score(led.cast.carla).ahead
    hidden = Board.objects.create(
        slug="hidden", name="Hidden", audience=Audience.objects.create(kind="named", name="Inner circle")
    )
    for _n in range(3):
        said(led.grew, by=make.person(), days=299, on=hidden)
    renewing.renew()
    assert score(led.cast.carla).ahead == before


def test_who_is_no_candidate_any_more_goes_at_the_next_renewal(led: Led) -> None:
    renewing.renew()
    led.cast.carla.is_active = False
    led.cast.carla.save()
    renewing.renew()
    assert not LeadScore.objects.filter(person=led.cast.carla).exists()


def test_scores_are_due_once_a_day_and_after_themes_were_found_anew(led: Led) -> None:
    assert renewing.renew_when_due() > 0
    assert renewing.renew_when_due() == 0
    ThemeRun.objects.create(model="letters")
    assert renewing.renew_when_due() > 0
    LeadRun.objects.update(at=timezone.now() - timedelta(days=1))
    ThemeRun.objects.update(at=timezone.now() - timedelta(days=2))
    assert renewing.renew_when_due() > 0
