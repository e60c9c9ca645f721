"""A seeded simulation of what the demo's customers see, support and rate. Pure: the same script gives the same life.

People come by with very different frequency. On each visit they see part of a board in some order (impressions), look
less closely further down (an examination chance of 1 / (1 + 0.12 position)), and support what they like. Whether
a person likes an idea is drawn once from its `appeal` to their segment. Ratings are normal around the latent means of
an outcome, with a leaning of the person, rounded to 1..5; some are changed later. All times are days before now.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .people import Person, customers
from .said import REACTIONS, WEIGHTS
from .shapes import Idea, Latent, Outcome, Script

__all__ = ["Attainment", "Impression", "Rating", "Reaction", "Simulated", "Vote", "simulate"]

PAGE = 12
RECENT = 180.0
VISITS = 9.0
FADING = 0.12
CHANGED = 0.14
SURFACE = "board"
REACTION_SHARES = (0.6, 0.2, 0.04, 0.16)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Impression:
    """A person saw an idea on a board, at `position` (from 0), in the visit numbered `visit`."""

    person: str
    idea: str
    surface: str
    position: int
    visit: int
    days_ago: float


@dataclass(frozen=True, slots=True)
class Vote:
    person: str
    idea: str
    weight: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class Rating:
    """Importance and satisfaction, 1 to 5. A later one of the same person for the same outcome replaces an earlier."""

    person: str
    outcome: str
    importance: int
    satisfaction: int
    days_ago: float


@dataclass(frozen=True, slots=True)
class Attainment:
    person: str
    outcome: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class Reaction:
    person: str
    comment: str
    kind: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class Simulated:
    """All lists run from the oldest to the newest."""

    people: tuple[Person, ...]
    impressions: tuple[Impression, ...]
    votes: tuple[Vote, ...]
    ratings: tuple[Rating, ...]
    attainments: tuple[Attainment, ...]
    reactions: tuple[Reaction, ...]


def simulate(script: Script) -> Simulated:
    """Two years of visits and votes, half of them in the last 180 days, and 180 days of ratings."""
    people = customers(script)
    impressions, votes = _visits(script, people)
    ratings, attainments = _ratings(script, people)
    return Simulated(
        people, impressions, votes, ratings, attainments, _reactions(script, people=people, seen=impressions)
    )


def open_until(idea: Idea, *, closing: frozenset[str]) -> float:
    """The day on which an idea left the list: merged, done or declined; 0 if it is still open."""
    ends = [change.days_ago for change in idea.changes if change.status in closing]
    return max([*ends, idea.merge.days_ago if idea.merge else 0.0, 0.0])


class _Board:
    """The ideas as arrays: who may see them, when they were open, and who likes them."""

    def __init__(self, script: Script, people: tuple[Person, ...], *, rng: np.random.Generator) -> None:
        closing = frozenset(status.key for status in script.statuses if status.stage in ("done", "declined"))
        audiences = {board.key: board.audience for board in script.boards}
        self.ideas = [idea for idea in script.ideas if idea.state == "published"]
        self.born = np.array([idea.days_ago for idea in self.ideas])
        self.ends = np.array([open_until(idea, closing=closing) for idea in self.ideas])
        self.visible = np.array([[_may(person, audiences[i.board]) for i in self.ideas] for person in people])
        appeal = np.array([[idea.appeal[person.segment] for idea in self.ideas] for person in people])
        self.appeal = appeal * rng.lognormal(-0.05, 0.35, (len(people), 1))
        self.likes = rng.random(appeal.shape) < self.appeal
        for column, idea in enumerate(self.ideas):
            spoken_for = {idea.by, *(vote.person for vote in idea.on_behalf)}
            self.likes[[row for row, person in enumerate(people) if person.key in spoken_for], column] = False
        self.support = np.zeros(len(self.ideas))

    def page(self, person: int, *, when: float, rng: np.random.Generator) -> NDArray[np.int64]:
        """The ideas on the screen of this visit, best position first: partly popular, partly new, partly chance."""
        there = np.flatnonzero(self.visible[person] & (self.born > when) & (self.ends < when))
        pull = 0.5 * np.log1p(self.support[there]) + np.exp((when - self.born[there]) / 40.0)
        shown: NDArray[np.int64] = there[np.argsort(-(pull + rng.gumbel(0.0, 0.9, len(there))))][:PAGE]
        return shown


def _may(person: Person, audience: str) -> bool:
    return not person.blocked and audience in ("public", "signed_in", f"segment:{person.segment}")


def _visits(script: Script, people: tuple[Person, ...]) -> tuple[tuple[Impression, ...], tuple[Vote, ...]]:
    rng = np.random.default_rng([script.brand.seed, 2])
    board = _Board(script, people, rng=rng)
    impressions: list[Impression] = []
    votes: list[Vote] = []
    supported: set[tuple[int, int]] = set()
    for visit, (person, when) in enumerate(_calendar(people, rng=rng), start=1):
        who = people[person].key
        shown = board.page(person, when=when, rng=rng)[: 3 + rng.geometric(0.16)]
        looks = rng.random(len(shown)) < 1.0 / (1.0 + FADING * np.arange(len(shown)))
        for position, idea in enumerate(shown.tolist()):
            key = board.ideas[idea].key
            impressions.append(Impression(who, key, SURFACE, position, visit, when))
            if not looks[position] or not board.likes[person, idea] or (person, idea) in supported:
                continue
            supported.add((person, idea))
            board.support[idea] += 1
            age = max(round(when - 0.0004 * (position + 1), 4), 0.0)
            votes.append(Vote(who, key, _weight(float(board.appeal[person, idea]), rng=rng), age))
    return tuple(impressions), tuple(votes)


def _calendar(people: tuple[Person, ...], *, rng: np.random.Generator) -> list[tuple[int, float]]:
    """Who comes when, oldest first: few come often, many seldom, half of the visits in the last 180 days."""
    often = rng.poisson(VISITS * rng.lognormal(-0.32, 0.8, len(people)))
    found: list[tuple[int, float]] = []
    for number, person in enumerate(people):
        recent = rng.random(often[number]) < 0.5
        days = np.where(recent, rng.uniform(0.05, RECENT, len(recent)), rng.uniform(RECENT, 700, len(recent)))
        found.extend(
            (number, round(float(day), 4)) for day in days if day < person.days_ago and not person.blocked
        )
    return sorted(found, key=lambda visit: (-visit[1], visit[0]))


def _weight(appeal: float, *, rng: np.random.Generator) -> str:
    must = 0.08 + 0.4 * min(appeal, 1.0)
    nice = max(0.42 - 0.5 * appeal, 0.1)
    return str(rng.choice(WEIGHTS, p=[nice, 1.0 - nice - must, must]))


def _ratings(script: Script, people: tuple[Person, ...]) -> tuple[tuple[Rating, ...], tuple[Attainment, ...]]:
    rng = np.random.default_rng([script.brand.seed, 3])
    leaning = rng.normal(0.0, 0.3, (len(people), 2))
    ratings: list[Rating] = []
    attainments: list[Attainment] = []
    for outcome in script.outcomes:
        answers = rng.random(len(people)) < outcome.latent.answers * rng.uniform(0.7, 1.15, len(people))
        for number in np.flatnonzero(answers).tolist():
            if not people[number].blocked:
                mine, reached = _rate(people[number], outcome, leaning=leaning[number], rng=rng)
                ratings.extend(mine)
                attainments.extend(reached)
    ratings.sort(key=lambda rating: (-rating.days_ago, rating.person, rating.outcome))
    attainments.sort(key=lambda reached: (-reached.days_ago, reached.person, reached.outcome))
    return tuple(ratings), tuple(attainments)


def _rate(
    person: Person, outcome: Outcome, *, leaning: Floats, rng: np.random.Generator
) -> tuple[list[Rating], list[Attainment]]:
    latent = outcome.latent
    means = latent.importance[person.segment], latent.satisfaction[person.segment]
    importance, satisfaction = (
        _one_to_five(rng.normal(m + le, 0.85)) for m, le in zip(means, leaning, strict=True)
    )
    when = round(float(rng.uniform(4.0, RECENT)), 4)
    made = [Rating(person.key, outcome.key, importance, satisfaction, when)]
    if rng.random() < CHANGED:
        later = round(when * float(rng.uniform(0.05, 0.7)), 4)
        step = 1 if rng.random() < 0.7 else -1
        weight = importance + int(rng.choice((-1, 0, 0, 1)))
        changed = _one_to_five(weight), _one_to_five(satisfaction + step)
        if changed != (importance, satisfaction):
            made.append(Rating(person.key, outcome.key, *changed, later))
    return made, _reach(person, outcome.key, latent=latent, satisfaction=satisfaction, since=when, rng=rng)


def _reach(
    person: Person, outcome: str, *, latent: Latent, satisfaction: int, since: float, rng: np.random.Generator
) -> list[Attainment]:
    """Those who are more content have reached it more often; some of them have not got there yet."""
    if rng.random() >= min(latent.reached * satisfaction / 3.0, 1.0):
        return []
    left = since - float(rng.gamma(2.0, latent.reach_days / 4.0))
    return [Attainment(person.key, outcome, round(left, 4))] if left > 0 else []


def _one_to_five(value: float) -> int:
    return int(min(max(round(value), 1), 5))


def _reactions(
    script: Script, *, people: tuple[Person, ...], seen: tuple[Impression, ...]
) -> tuple[Reaction, ...]:
    """Some of those who came across an idea react to what is said below it."""
    rng = np.random.default_rng([script.brand.seed, 4])
    came = {person.key: person.days_ago for person in people if not person.blocked}
    readers: dict[str, set[str]] = {}
    for impression in seen:
        readers.setdefault(impression.idea, set()).add(impression.person)
    made: list[Reaction] = []
    for comment in script.comments:
        if comment.internal or comment.state != "published":
            continue
        written = {comment.by, *(person for group in comment.reactions.values() for person in group)}
        others = sorted((readers.get(comment.idea, set()) - written) & came.keys())
        for person, chance in zip(others, rng.random(len(others)).tolist(), strict=True):
            if chance < comment.warmth and came[person] > comment.days_ago:
                kind = str(rng.choice(REACTIONS, p=REACTION_SHARES))
                age = round(comment.days_ago * float(rng.uniform(0.3, 0.999)), 4)
                made.append(Reaction(person, comment.key, kind, age))
    return tuple(sorted(made, key=lambda reaction: (-reaction.days_ago, reaction.person, reaction.comment)))
