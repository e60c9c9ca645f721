"""What is known while a demo is brought in: the script, its simulated life, and the rows that stand for their keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desireline.futures.futures.api import Future
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.listen.models import Board, Comment, Idea, Status, Tag
from desireline.people.models import Account, Audience, Person
from desireline.site.demo.shapes import Script
from desireline.site.demo.simulate import Simulated

Say = Callable[[str], object]
BATCH = 400


@dataclass(slots=True)
class World:
    """Filled step by step; each part leaves its rows here for the next."""

    script: Script
    life: Simulated
    now: datetime
    say: Say
    audiences: dict[str, Audience] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    futures: dict[str, Future] = field(default_factory=dict)
    outcomes: dict[str, DesiredOutcome] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    ideas: dict[str, Idea] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)

    def at(self, days_ago: float) -> datetime:
        return self.now - timedelta(days=days_ago)

    def role(self, role: str) -> Person:
        """The first of the cast who has the role."""
        return self.people[next(member.key for member in self.script.cast if member.role == role)]
