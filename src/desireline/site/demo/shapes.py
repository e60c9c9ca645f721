"""What the demo's texts are made of: the language between the script, the simulation and the loader.

Times are days before the moment of loading (`days_ago`), so that a demo is as fresh as its first start. Keys are
slugs, unique per kind. People are named by key: a cast member's own (`amara`) or `account-number` for the generated
ones (`baptiste-2` is the second person of the account `baptiste`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

BySegment = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of customers that the simulation gives latent values of their own."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Brand:
    """The organisation's face and voice, and the start page that says what is simulated."""

    name: str
    claim: str
    hue: int
    voice: str
    start_title: str
    start_text: str
    simulated: str
    seed: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A named person of the cast: one click signs in as them."""

    key: str
    name: str
    email: str
    role: str
    account: str | None
    language: str
    time_zone: str
    about: str
    blocked: bool
    blocked_reason: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class Account:
    """A customer: a household, a firm or an association, with `people` members besides the cast.

    The first of them are called as in `members`, because texts speak of them; the others get a generated name.
    """

    key: str
    name: str
    kind: str
    segment: str
    region: str
    monthly_value: int
    people: int
    culture: str
    family: str | None
    language: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Given and family names of one culture, for the generated people."""

    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Future:
    key: str
    title: str
    group: str
    audience: str
    owner: str
    horizon: date
    present: str
    desired: str
    story: str
    promise_value: str
    promise_access: str
    promise_choice: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold at a moment of truth, and how the customer grades it."""

    text: str
    metric: str
    target: str


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    moment_of_truth: bool
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    who: str
    context: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    unit: str
    direction: str
    baseline: float
    target: float


@dataclass(frozen=True, slots=True)
class Latent:
    """What the simulation believes: mean ratings on 1..5, the share that answers, reaches it, and in how many days."""

    importance: BySegment
    satisfaction: BySegment
    answers: float
    reached: float
    reach_days: float


@dataclass(frozen=True, slots=True)
class Outcome:
    key: str
    future: str
    direction: str
    metric: str
    object: str
    context: str
    measure: Measure
    scenario: Scenario
    latent: Latent
    days_ago: float

    @property
    def statement(self) -> str:
        """The sentence customers read: direction + metric + object + context."""
        return " ".join(part for part in (self.direction, self.metric, self.object, self.context) if part)


@dataclass(frozen=True, slots=True)
class Status:
    key: str
    name: str
    stage: str
    hue: int
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    key: str
    name: str
    by_team: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`audience` is `public`, `signed_in`, `staff` or `segment:<key>`."""

    key: str
    title: str
    text: str
    audience: str


@dataclass(frozen=True, slots=True)
class Change:
    status: str
    by: str
    days_ago: float
    reason: str


@dataclass(frozen=True, slots=True)
class Response:
    by: str
    days_ago: float
    text: str


@dataclass(frozen=True, slots=True)
class Merge:
    into: str
    by: str
    days_ago: float
    reason: str


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """A vote that a team member enters for a customer, with where it was heard."""

    person: str
    by: str
    weight: str
    days_ago: float
    source: str


@dataclass(frozen=True, slots=True)
class Idea:
    """`state` is `published`, `pending` (waits for moderation) or `spam`; `changes` are oldest first."""

    key: str
    board: str
    title: str
    body: str
    by: str
    days_ago: float
    language: str
    state: str
    outcomes: tuple[str, ...]
    tags: tuple[str, ...]
    appeal: BySegment
    changes: tuple[Change, ...]
    response: Response | None
    merge: Merge | None
    on_behalf: tuple[OnBehalf, ...]
    pinned: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """`number` counts from 1 inside its thread; `reply_to` is such a number. `@{key}` in `text` is a mention."""

    key: str
    idea: str
    number: int
    by: str
    days_ago: float
    text: str
    language: str
    reply_to: int | None
    internal: bool
    state: str
    warmth: float
    reactions: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that is written down; nothing that is counted."""

    brand: Brand
    cast: tuple[Member, ...]
    accounts: tuple[Account, ...]
    names: Mapping[str, Names]
    futures: tuple[Future, ...]
    outcomes: tuple[Outcome, ...]
    statuses: tuple[Status, ...]
    tags: tuple[Tag, ...]
    boards: tuple[Board, ...]
    ideas: tuple[Idea, ...]
    comments: tuple[Comment, ...]
