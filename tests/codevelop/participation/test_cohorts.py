from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from desireline.codevelop.participation import agreeing, beta, calling, cohorts, consenting, steps, thanking
from desireline.codevelop.participation.events import BetaAccessChanged, ConsentWithdrawn
from desireline.codevelop.participation.models import CohortMember, Consent, Participant
from desireline.codevelop.participation.rules import Filled, counted_for
from desireline.codevelop.participation.standing import has_consent
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.kit.events import subscribe
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast
from tests.codevelop.participation import help as bring


@pytest.fixture
def project(cast: Cast) -> Project:
    return make.project("Cards that freeze", by=cast.tom)


def quota(pk: int, places: int, counted: int, *, firm: bool = True) -> Filled:
    return Filled(pk, audience=pk, places=places, firm=firm, counted=counted)


@pytest.mark.parametrize(
    ("quotas", "segments", "places", "members", "expected"),
    [
        ([], set(), None, 5, (True, None)),
        ([], set(), 5, 5, (False, None)),
        ([quota(1, 2, 2)], {1}, None, 2, (False, None)),
        ([quota(1, 2, 2, firm=False)], {1}, None, 2, (True, 1)),
        ([quota(1, 4, 2), quota(2, 4, 1)], {1, 2}, None, 3, (True, 2)),
        ([quota(1, 4, 4), quota(2, 4, 3)], {1, 2}, None, 7, (True, 2)),
        ([quota(1, 3, 1)], set(), 5, 2, (True, None)),
        ([quota(1, 3, 1)], set(), 5, 3, (False, None)),
        ([quota(1, 3, 1)], {1}, 5, 4, (True, 1)),
    ],
)
def test_who_is_counted_for_which_quota(
    quotas: list[Filled],
    segments: set[int],
    places: int | None,
    members: int,
    expected: tuple[bool, int | None],
) -> None:
    assert counted_for(quotas, segments, places=places, members=members) == expected


def test_a_full_quota_refuses_and_says_what_to_do(cast: Cast, project: Project) -> None:
    north = bring.segment("The north", region="north")
    group = bring.cohort(project, by=cast.tom, places=5)
    cohorts.set_quotas(group, [(north, 1, True)], by=cast.tom)
    rows = []
    for person in (cast.carla, cast.otto):
        person.attributes = {"region": "north"}
        person.save()
        rows.append(bring.joined(project, person, by=cast.tom))
    member = cohorts.add(group, rows[0], by=cast.tom)
    assert member.quota is not None
    assert cohorts.add(group, rows[0], by=cast.tom) == member
    with pytest.raises(Refused, match="The north"):
        cohorts.add(group, rows[1], by=cast.tom)
    cohorts.set_quotas(group, [(north, 1, False)], by=cast.tom)
    cohorts.add(group, rows[1], by=cast.tom)
    now = cohorts.standing([group])[group.pk]
    assert (now.members, now.quotas[0][0].counted) == (2, 2)


def test_only_who_takes_part_is_in_a_cohort(cast: Cast, project: Project) -> None:
    group = bring.cohort(project, by=cast.tom)
    with pytest.raises(Refused):
        cohorts.add(group, bring.invited(project, cast.carla, by=cast.tom), by=cast.tom)
    other = bring.joined(make.project(by=cast.tom), cast.carla, by=cast.tom)
    with pytest.raises(Refused):
        cohorts.add(group, other, by=cast.tom)


def test_beta_access_is_told_when_it_begins_and_ends(cast: Cast, project: Project) -> None:
    heard: list[BetaAccessChanged] = []
    subscribe(BetaAccessChanged)(heard.append)
    group = bring.cohort(project, by=cast.tom, kind="beta")
    row = bring.joined(project, cast.carla, by=cast.tom)
    cohorts.add(group, row, by=cast.tom)
    row = steps.leave(row, by=cast.carla)
    steps.take_back(row, by=cast.carla)
    cohorts.remove(group, by=cast.tom)
    cohorts.restore(group, by=cast.tom)
    row.refresh_from_db()
    cohorts.take_out(group, row, by=cast.tom)
    assert [one.added for one in heard if one.cohort == group.pk] == [True, False, True, False, True, False]


def test_a_place_that_was_given_away_is_not_got_back_by_undo(cast: Cast, project: Project) -> None:
    group = bring.cohort(project, by=cast.tom, places=1)
    first = bring.joined(project, cast.carla, by=cast.tom)
    cohorts.add(group, first, by=cast.tom)
    first = steps.leave(first, by=cast.carla)
    cohorts.add(group, bring.joined(project, cast.otto, by=cast.tom), by=cast.tom)
    steps.take_back(first, by=cast.carla)
    assert [one.participant.person for one in CohortMember.objects.filter(cohort=group)] == [cast.otto]


def test_a_call_brings_into_its_cohort_while_there_is_room(cast: Cast, project: Project) -> None:
    group = bring.cohort(project, by=cast.tom, places=1)
    call = bring.call(project, by=cast.tom, way="open", cohort=group)
    calling.answer(call, by=cast.carla, answers={})
    assert group.members.count() == 1
    with pytest.raises(Refused, match="Thank you"):
        calling.answer(call, by=cast.otto, answers={})
    assert not Participant.objects.filter(person=cast.otto).exists()


def test_the_access_list_is_safe_and_has_only_who_accepted(cast: Cast) -> None:
    project = bring.secret(cast)
    version = project.agreements.get().versions.get()
    group = bring.cohort(project, by=cast.tom, kind="beta")
    cast.carla.name = "=HYPERLINK(1)"
    cast.carla.save()
    for person in (cast.carla, cast.otto):
        cohorts.add(group, bring.joined(project, person, by=cast.tom), by=cast.tom)
    row = Participant.objects.get(person=cast.carla)
    agreeing.accept_version(row, version, by=cast.carla, typed_name="Carla")
    head, *rows = csv.reader(io.StringIO(beta.csv_of(group)))
    assert tuple(head) == beta.COLUMNS
    assert [(one[0], one[1], one[2], one[4]) for one in rows] == [
        ("'=HYPERLINK(1)", "carla@example.org", "Harbour Cafe", "Secrecy 1")
    ]


def test_a_consent_is_given_in_words_and_taken_back_at_any_time(cast: Cast, project: Project) -> None:
    heard: list[ConsentWithdrawn] = []
    subscribe(ConsentWithdrawn)(heard.append)
    row = bring.joined(project, cast.carla, by=cast.tom)
    assert not has_consent(row, "notes")
    given = consenting.give(row, "notes", by=cast.carla)
    assert "write down" in given.text
    assert consenting.give(row, "notes", by=cast.carla) == given
    assert has_consent(row, "notes")
    for other in (cast.tom, cast.otto):
        with pytest.raises(Refused):
            consenting.withdraw(row, "notes", by=other)
    row = steps.leave(row, by=cast.carla)
    assert consenting.withdraw(row, "notes", by=cast.carla)
    assert not consenting.withdraw(row, "notes", by=cast.carla)
    assert ConsentWithdrawn(row.pk, "notes") in heard
    assert "took a consent back" in Notice.objects.filter(person=cast.tom).latest("id").title
    with pytest.raises(Refused):
        consenting.give(row, "notes", by=cast.carla)
    assert Consent.objects.count() == 1


def test_thanks_are_noted_told_summed_and_taken_back(cast: Cast, project: Project) -> None:
    row = bring.joined(project, cast.carla, by=cast.tom)
    thanking.thank(row, by=cast.tom, text="Your drawing changed everything.")
    made = thanking.thank(row, by=cast.tom, kind="voucher", amount=Decimal("25"))
    assert thanking.spent(project) == 25
    assert Notice.objects.filter(person=cast.carla, kind="thanked").count() == 2
    thanking.undo(made, by=cast.tom)
    assert thanking.spent(project) == 0
    with pytest.raises(Refused):
        thanking.undo(made, by=cast.tom)
    for wrong in (
        {"kind": "words"},
        {"kind": "money"},
        {"kind": "kiss"},
        {"kind": "gift", "amount": Decimal(-1)},
    ):
        with pytest.raises(Refused):
            thanking.thank(row, by=cast.tom, **wrong)  # type: ignore[arg-type]
