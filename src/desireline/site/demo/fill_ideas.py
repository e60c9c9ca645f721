"""Brings statuses, tags, boards, and the ideas with what the team said to them."""

from __future__ import annotations

from collections.abc import Iterator

from desireline.kit.text.api import slugify
from desireline.listen.models import (
    Board,
    Idea,
    IdeaMark,
    IdeaOutcome,
    IdeaTag,
    OfficialResponse,
    Status,
    StatusChange,
    Tag,
)
from desireline.site.demo import shapes
from desireline.site.demo.world import World

STATES = {
    "published": Idea.State.PUBLISHED,
    "pending": Idea.State.PENDING,
    "spam": Idea.State.SPAM,
}
READ_WITHIN = 3.0  # days within which the team reads a new idea


def places(world: World) -> None:
    """Statuses, tags and boards."""
    statuses = [
        Status(
            slug=told.key,
            name=told.name,
            stage=told.stage,
            hue=told.hue,
            position=number,
            is_default=number == 0,
        )
        for number, told in enumerate(world.script.statuses)
    ]
    world.statuses = {row.slug: row for row in Status.objects.bulk_create(statuses)}
    tags = [
        Tag(slug=told.key, name=told.name, by_team=told.by_team, created=world.at(700))
        for told in world.script.tags
    ]
    world.tags = {row.slug: row for row in Tag.objects.bulk_create(tags)}
    boards = [
        Board(
            slug=told.key,
            name=told.title,
            intro=told.text,
            audience=world.audiences[told.audience],
            position=number,
            created=world.at(725),
        )
        for number, told in enumerate(world.script.boards)
    ]
    world.boards = {row.slug: row for row in Board.objects.bulk_create(boards)}


def ideas(world: World) -> None:
    """Oldest first, so that a higher number is a newer idea. Counters come later, from what they count."""
    told = sorted(world.script.ideas, key=lambda idea: (-idea.days_ago, idea.key))
    rows = Idea.objects.bulk_create(_idea(world, idea) for idea in told)
    world.ideas = {idea.key: row for idea, row in zip(told, rows, strict=True)}
    IdeaOutcome.objects.bulk_create(link for idea in told for link in _outcomes(world, idea))
    IdeaTag.objects.bulk_create(link for idea in told for link in _tags(world, idea))
    StatusChange.objects.bulk_create(change for idea in told for change in _changes(world, idea))
    OfficialResponse.objects.bulk_create(
        OfficialResponse(
            idea=world.ideas[idea.key],
            body=idea.response.text,
            by=world.people[idea.response.by],
            at=world.at(idea.response.days_ago),
        )
        for idea in told
        if idea.response
    )
    IdeaMark.objects.bulk_create(
        IdeaMark(
            idea=world.ideas[idea.key], kind=IdeaMark.Kind.PINNED, by=world.role("steward"), at=world.at(1.0)
        )
        for idea in told
        if idea.pinned
    )
    world.say(f"  {len(rows)} ideas on {len(world.boards)} boards")


def _idea(world: World, told: shapes.Idea) -> Idea:
    last = told.changes[-1] if told.changes else None
    made = world.at(told.days_ago)
    return Idea(
        board=world.boards[told.board],
        title=told.title,
        slug=slugify(told.title),
        body=told.body,
        language=told.language,
        author=world.people[told.by],
        owner=world.people[last.by] if last else None,
        status=world.statuses[last.status] if last else world.statuses[world.script.statuses[0].key],
        status_at=world.at(last.days_ago) if last else made,
        state=STATES[told.state],
        pinned=told.pinned,
        created=made,
        active=made,
        triaged=world.at(_read(told)) if told.state == "published" and _read(told) >= 0 else None,
    )


def _read(told: shapes.Idea) -> float:
    """How many days ago the team first dealt with the idea; negative if it has not yet."""
    answers = [change.days_ago for change in told.changes]
    answers += [row.days_ago for row in (told.response, told.merge) if row]
    return max([*answers, told.days_ago - READ_WITHIN])


def _outcomes(world: World, told: shapes.Idea) -> Iterator[IdeaOutcome]:
    for key in told.outcomes:
        yield IdeaOutcome(
            idea=world.ideas[told.key],
            outcome=world.outcomes[key],
            by=world.people[told.by],
            at=world.at(told.days_ago),
        )


def _tags(world: World, told: shapes.Idea) -> Iterator[IdeaTag]:
    for key in told.tags:
        by = world.role("steward") if world.tags[key].by_team else world.people[told.by]
        yield IdeaTag(tag=world.tags[key], idea=world.ideas[told.key], by=by, at=world.at(told.days_ago))


def _changes(world: World, told: shapes.Idea) -> Iterator[StatusChange]:
    before = world.statuses[world.script.statuses[0].key]
    for change in told.changes:
        after = world.statuses[change.status]
        yield StatusChange(
            idea=world.ideas[told.key],
            before=before,
            after=after,
            reason=change.reason,
            by=world.people[change.by],
            at=world.at(change.days_ago),
        )
        before = after
