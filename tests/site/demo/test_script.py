"""The texts of the bank: complete, linked, of the right form, and refused with a place when they are not."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from desireline.futures.outcomes.rules import read_statement
from desireline.site.demo import script as demo
from desireline.site.demo.people import customers
from desireline.site.demo.said import mentioned, with_names
from desireline.site.demo.shapes import Script

FORM = re.compile(r"^(Minimise|Maximise) the (time|likelihood|number|effort)\b.{20,}$")


@pytest.fixture(scope="module")
def bank() -> Script:
    return demo.load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo.BANK, tmp_path / "bank"))


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def test_the_bank_has_the_size_that_the_start_page_promises(bank: Script) -> None:
    assert len(bank.accounts) == 60
    assert len(customers(bank)) == 400
    assert "400 customers" in bank.brand.simulated
    assert len(bank.futures) == 3
    assert len(bank.outcomes) == 12
    assert len(bank.ideas) >= 60
    assert len(bank.comments) >= 180
    assert {member.role for member in bank.cast} == {"customer", "contributor", "team", "steward", "admin"}
    assert sum(member.blocked for member in bank.cast) == 1


def test_every_statement_has_direction_metric_object_and_context(bank: Script) -> None:
    for outcome in bank.outcomes:
        assert FORM.match(outcome.statement), outcome.statement
        assert outcome.context, outcome.key
        assert outcome.statement[-1] not in ".,", outcome.statement
        assert read_statement(outcome.statement).advice == (), outcome.statement


def test_every_scenario_has_steps_and_moments_of_truth_with_conditions(bank: Script) -> None:
    for outcome in bank.outcomes:
        steps = outcome.scenario.steps
        assert 4 <= len(steps) <= 6, outcome.key
        truths = [step for step in steps if step.moment_of_truth]
        assert 1 <= len(truths) < len(steps), outcome.key
        assert all(step.conditions for step in truths), outcome.key


def test_every_future_tells_a_story_and_has_outcomes(bank: Script) -> None:
    for future in bank.futures:
        assert 250 <= len(future.story.split()) <= 400, future.key
        assert sum(outcome.future == future.key for outcome in bank.outcomes) >= 2


def test_titles_bodies_and_comments_are_never_repeated(bank: Script) -> None:
    for texts in (
        [idea.title.casefold() for idea in bank.ideas],
        [idea.body.casefold() for idea in bank.ideas],
        [comment.text.casefold() for comment in bank.comments],
        [change.reason for idea in bank.ideas for change in idea.changes],
    ):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_ideas_come_in_three_languages_and_every_state(bank: Script) -> None:
    languages = Counter(idea.language for idea in bank.ideas)
    assert languages["de"] >= 4
    assert languages["es"] >= 4
    states = Counter(idea.state for idea in bank.ideas)
    assert states["pending"] == 3
    assert states["spam"] == 1
    assert sum(idea.merge is not None for idea in bank.ideas) == 5
    used = {change.status for idea in bank.ideas for change in idea.changes}
    assert used == {status.key for status in bank.statuses} - {"new"}


def test_every_outcome_and_tag_is_used(bank: Script) -> None:
    assert {key for idea in bank.ideas for key in idea.outcomes} == {outcome.key for outcome in bank.outcomes}
    assert {key for idea in bank.ideas for key in idea.tags} == {tag.key for tag in bank.tags}


def test_texts_fit_where_they_are_kept(bank: Script) -> None:
    for future in bank.futures:
        promises = future.promise_value, future.promise_access, future.promise_choice
        assert max(map(len, promises)) <= 300, future.key
    for outcome in bank.outcomes:
        assert len(outcome.statement) <= 240
        assert len(outcome.measure.name) <= 160
        assert len(outcome.measure.unit) <= 40
        assert len(outcome.scenario.who) <= 120, outcome.key
        assert all(len(step.text) <= 240 for step in outcome.scenario.steps)
    assert all(len(idea.title) <= 120 for idea in bank.ideas)


def test_the_start_page_says_that_people_votes_and_ratings_are_simulated(bank: Script) -> None:
    for word in ("does not exist", "votes", "ratings", "simulation"):
        assert word in bank.brand.simulated


def test_people_are_distinct_and_live_at_reserved_addresses(bank: Script) -> None:
    people = customers(bank)
    for values in ([p.key for p in people], [p.name for p in people], [p.email for p in people]):
        assert len(set(values)) == len(values)
    addresses = [person.email for person in people] + [member.email for member in bank.cast]
    assert all(re.fullmatch(r"[a-z.]+@[a-z0-9.-]+\.example\.org", address) for address in addresses)


def test_mentions_are_found_and_written_with_names(bank: Script) -> None:
    mentioning = [comment for comment in bank.comments if mentioned(comment.text)]
    assert len(mentioning) >= 8
    assert mentioned("@{nadia} and @{keane-1}, @{nadia}") == ("nadia", "keane-1")
    assert with_names("Ask @{nadia}.", {"nadia": "Nadia Haddad"}) == "Ask @Nadia Haddad."


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("brand.toml", "hue = 196", 'hue = "teal"', "brand.toml: hue: should be a number, is text"),
        ("brand.toml", "hue = 196", "hue = 700", "brand.toml: hue: is 700, should lie between 0 and 360"),
        ("brand.toml", "hue = 196", "", "brand.toml: hue: is missing"),
        ("brand.toml", "hue = 196", "hue = 196\nmotto = 'x'", "brand.toml: motto: is not a known key"),
        ("brand.toml", "hue = 196", "hue =", "brand.toml: not valid TOML"),
        ("cast.toml", 'role = "team"', 'role = "boss"', "cast.toml: member[6] nadia.role: is 'boss'"),
        (
            "outcomes.toml",
            'direction = "down"',
            'direction = "up"',
            "target: should lie up from the baseline",
        ),
        ("ideas/cards.toml", "appeal = [0.38, ", "appeal = [", "appeal: should have 4 numbers: everyday, "),
        ("ideas/cards.toml", '"card-away"', '"card-lost"', "freeze-without-network.outcomes: 'card-lost'"),
        ("ideas/cards.toml", 'by = "keane-2"', 'by = "keane-9"', "freeze-without-network.by: 'keane-9'"),
        ("ideas/cards.toml", "days_ago = 402", "days_ago = 702", "changes: should be younger than the idea"),
        ("ideas/business.toml", 'by = "tomasz"', 'by = "amara"', "tax-pot.by: 'amara' is not known here"),
        ("comments/money.toml", "re = 2", "re = 99", "thread[1].comments[3].re: should be the number"),
        ("comments/money.toml", "day = 3.4", "day = 1.4", "left-to-spend-3.day: answers number 2 before"),
        ("comments/money.toml", '"left-to-spend"', '"left"', "thread[1].idea: there is no idea 'left'"),
    ],
)
def test_a_mistake_is_refused_with_file_and_key(
    copy: Path, name: str, old: str, new: str, message: str
) -> None:
    spoil(copy, name, old, new)
    with pytest.raises(demo.ScriptError, match=re.escape(message)):
        demo.load(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "futures.toml").unlink()
    with pytest.raises(demo.ScriptError, match=r"futures\.toml: the file is missing"):
        demo.load(copy)
