from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from desireline.codevelop.sessions import mapping, taking
from desireline.codevelop.sessions.models import MapCell, MapEdit, MapReader, MapStep
from desireline.futures.outcomes.models import CustomerScenario, ScenarioStep
from desireline.kit.errors import Refused
from tests import make
from tests.cast import Cast, bring
from tests.codevelop.sessions.help import guest, joins, running, scenario, session


def test_it_begins_from_the_scenario(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom, scenario=scenario(project, "Look", "Fill in", "Send").pk)
    steps = mapping.begin(row, by=cast.tom)
    assert len(mapping.begin(row, by=cast.stella)) == 3
    first = {cell.row: cell.text for cell in steps[0].cells.all()}
    assert first == {"does": "Look", "conditions": "It is there", "truth": "Here it can fail."}


def test_two_clients_write_one_cell_and_nothing_is_lost(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = running(project, by=cast.tom)
    guest(row, joins(project, cast.carla))
    step = mapping.begin(row, by=cast.tom)[0]
    tom, carla = Client(), Client()
    tom.force_login(cast.tom)
    carla.force_login(cast.carla)
    address = f"/sessions/{row.pk}/map/{step.pk}/does"
    assert tom.post(address, {"text": "Looks for the form", "version": "0"}).status_code == 302
    late = carla.post(address, {"text": "Asks a neighbour", "version": "0"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Looks for the form" in page
    assert "Asks a neighbour" in page
    assert MapCell.objects.get().text == "Looks for the form"
    joined = "Looks for the form\nAsks a neighbour"
    assert carla.post(address, {"text": joined, "version": "1"}).status_code == 302
    assert MapCell.objects.get().text == joined
    kept = list(MapEdit.objects.order_by("id").values_list("text", "version"))
    assert kept == [("Looks for the form", 1), ("Asks a neighbour", None), (joined, 2)]
    history = tom.get(f"{address}/history").content.decode()
    assert "Asks a neighbour" in history


def test_the_same_text_twice_is_no_conflict(cast: Cast) -> None:
    step = mapping.begin(session(make.project(by=cast.tom), by=cast.tom), by=cast.tom)[0]
    assert not mapping.save(step, row="does", text="Looks", began=0, by=cast.tom).conflict
    assert not mapping.save(step, row="does", text="Looks ", began=0, by=cast.stella).conflict


def test_who_has_the_newest_gets_nothing_and_names_of_who_is_here(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = running(project, by=cast.tom)
    guest(row, joins(project, cast.carla))
    tom, carla = Client(), Client()
    tom.force_login(cast.tom)
    carla.force_login(cast.carla)
    tom.get(f"/sessions/{row.pk}/map")
    assert "Tom" in carla.get(f"/sessions/{row.pk}/map").content.decode()
    answer = tom.get(f"/sessions/{row.pk}/map/now", {"v": "0:"})
    assert "Carla" in answer.content.decode()
    row.refresh_from_db()
    assert tom.get(f"/sessions/{row.pk}/map/now", {"v": f"{row.map_version}:Carla"}).status_code == 204
    MapReader.objects.filter(person=cast.carla).update(seen=timezone.now() - timedelta(minutes=1))
    assert "Carla" not in tom.get(f"/sessions/{row.pk}/map/now", {"v": "0:"}).content.decode()


def test_a_look_that_finds_nothing_is_cheap(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    row = session(make.project(by=cast.tom), by=cast.tom)
    client.force_login(cast.tom)
    client.get(f"/sessions/{row.pk}/map")
    row.refresh_from_db()
    with django_assert_max_num_queries(7):
        assert client.get(f"/sessions/{row.pk}/map/now", {"v": f"{row.map_version}:"}).status_code == 204


def test_steps_are_added_moved_and_taken_away_with_all_that_is_in_them(cast: Cast) -> None:
    row = session(make.project(by=cast.tom), by=cast.tom)
    one, two, three = mapping.begin(row, by=cast.tom)
    mapping.save(two, row="does", text="Waits", began=0, by=cast.tom)
    new = mapping.add_step(row, by=cast.tom, after=one.pk)
    mapping.move_step(three, by=cast.tom, way="earlier")
    assert [step.pk for step in mapping.steps(row)] == [one.pk, new.pk, three.pk, two.pk]
    mapping.remove_step(two, by=cast.tom)
    assert two.pk not in {step.pk for step in mapping.steps(row)}
    mapping.restore_step(two, by=cast.tom)
    assert MapCell.objects.get().text == "Waits"


def test_the_map_becomes_the_scenario_and_is_taken_back(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    told = scenario(project, "Look", "Fill in")
    kept = list(told.steps.values_list("pk", flat=True))
    row = session(project, by=cast.tom, scenario=told.pk)
    steps = mapping.begin(row, by=cast.tom)
    mapping.save(steps[0], row="does", text="Look it up", began=1, by=cast.tom)
    mapping.save(steps[2], row="does", text="Send", began=0, by=cast.tom)
    mapping.save(steps[2], row="truth", text="No stamp", began=0, by=cast.tom)
    with pytest.raises(Refused):
        taking.take_over(row, by=cast.tom)
    row.refresh_from_db()
    done = taking.take_over(row, by=cast.stella)
    now = list(told.steps.values_list("text", "moment_of_truth"))
    assert now == [("Look it up", True), ("Fill in", False), ("Send", True)]
    assert list(told.steps.values_list("pk", flat=True))[:2] == kept
    taking.take_back(done, by=cast.stella)
    assert list(told.steps.values_list("text", flat=True)) == ["Look", "Fill in"]


def test_a_scenario_that_changed_since_is_not_written_over(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    mapping.save(mapping.begin(row, by=cast.tom)[0], row="does", text="Looks", began=0, by=cast.tom)
    done = taking.take_over(row, by=cast.stella)
    ScenarioStep.objects.update(text="Looks twice")
    with pytest.raises(Refused):
        taking.take_back(done, by=cast.stella)
    ScenarioStep.objects.update(text="Looks")
    taking.take_back(done, by=cast.stella)
    assert not CustomerScenario.objects.exists()


def test_a_confidential_map_goes_into_no_scenario(cast: Cast) -> None:
    row = session(make.project(by=cast.stella, confidential=True), by=cast.stella)
    mapping.save(mapping.begin(row, by=cast.stella)[0], row="does", text="Looks", began=0, by=cast.stella)
    with pytest.raises(Refused):
        taking.take_over(row, by=cast.stella)


WORDS = st.text("abc \n", min_size=1, max_size=6).filter(lambda one: one.strip())


class Writing(RuleBasedStateMachine):
    """Several people write at once, from what each of them last saw."""

    cells = Bundle("cells")

    def __init__(self) -> None:
        super().__init__()
        cast = bring()
        self.people = [cast.tom, cast.stella, cast.ada]
        self.session = session(make.project(by=cast.tom), by=cast.tom)
        mapping.begin(self.session, by=cast.tom)
        self.seen: dict[tuple[int, int, str], int] = {}
        self.acknowledged: list[tuple[int, str, str]] = []

    def _step(self, number: int) -> MapStep:
        rows = list(MapStep.objects.filter(session=self.session).order_by("pk"))
        return rows[number % len(rows)]

    @rule(who=st.integers(0, 2), number=st.integers(0, 5), row=st.sampled_from(["does", "truth"]))
    def look(self, who: int, number: int, row: str) -> None:
        step = self._step(number)
        cell = MapCell.objects.filter(step=step, row=row).first()
        self.seen[who, step.pk, row] = cell.version if cell else 0

    @rule(who=st.integers(0, 2), number=st.integers(0, 5), row=st.sampled_from(["does", "truth"]), text=WORDS)
    def write(self, who: int, number: int, row: str, text: str) -> None:
        step = self._step(number)
        began = self.seen.get((who, step.pk, row), 0)
        done = mapping.save(step, row=row, text=text, began=began, by=self.people[who])
        self.acknowledged.append((step.pk, row, text.strip()))
        self.seen[who, step.pk, row] = done.cell.version
        if not done.conflict:
            assert done.cell.text == text.strip()

    @rule(number=st.integers(0, 5), way=st.sampled_from(["earlier", "later"]))
    def move(self, number: int, way: str) -> None:
        mapping.move_step(self._step(number), by=self.people[0], way=way)

    @rule(number=st.integers(0, 5), gone=st.booleans())
    def remove(self, number: int, gone: bool) -> None:
        act = mapping.remove_step if gone else mapping.restore_step
        act(self._step(number), by=self.people[0])

    @rule()
    def add(self) -> None:
        mapping.add_step(self.session, by=self.people[0])

    @invariant()
    def every_acknowledged_text_is_in_the_history(self) -> None:
        kept = set(MapEdit.objects.values_list("cell__step_id", "cell__row", "text"))
        assert set(self.acknowledged) <= kept

    @invariant()
    def a_cell_says_what_its_newest_version_says(self) -> None:
        for cell in MapCell.objects.filter(version__gt=0):
            newest = MapEdit.objects.filter(cell=cell, version__isnull=False).order_by("-version")[0]
            assert (newest.text, newest.version) == (cell.text, cell.version)


class TestWriting(TestCase):
    """The machine, in the test's database."""

    def test_no_acknowledged_text_disappears(self) -> None:
        from django.db import transaction
        from hypothesis.stateful import run_state_machine_as_test

        class Rolled(Writing):
            def __init__(self) -> None:
                self.point = transaction.savepoint()
                super().__init__()

            def teardown(self) -> None:
                transaction.savepoint_rollback(self.point)

        run_state_machine_as_test(
            Rolled, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
        )
