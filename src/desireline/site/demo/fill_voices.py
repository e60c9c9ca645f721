"""Brings who saw and supported which idea, what people say below the ideas, and who follows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from desireline.listen.models import Comment, Idea, Impression, Reaction, Vote
from desireline.maths.ranking import position_propensity
from desireline.people.models import Subscription
from desireline.site.demo.said import with_names
from desireline.site.demo.world import BATCH, World

HOW_MUCH = {
    "nice": Vote.HowMuch.NICE,
    "important": Vote.HowMuch.IMPORTANT,
    "must": Vote.HowMuch.MUST_HAVE,
}
STATES = {
    "published": Comment.State.PUBLISHED,
    "pending": Comment.State.PENDING,
    "spam": Comment.State.SPAM,
}


def impressions(world: World) -> None:
    """A person counts once for an idea, as on the pages: where they first saw it. Positions start at 1 there."""
    rows: dict[tuple[str, str], Impression] = {}
    seen: Counter[str] = Counter()
    exposure: defaultdict[str, float] = defaultdict(float)
    for one in world.life.impressions:
        if (one.idea, one.person) in rows:
            continue
        position = one.position + 1
        rows[one.idea, one.person] = _impression(
            world, one.idea, one.person, Impression.Surface.BOARD, position, one.days_ago
        )
        seen[one.idea] += 1
        exposure[one.idea] += position_propensity(position)
    for idea in world.script.ideas:
        if idea.state == "published" and (idea.key, idea.by) not in rows:
            rows[idea.key, idea.by] = _impression(
                world, idea.key, idea.by, Impression.Surface.IDEA, 1, idea.days_ago
            )
            seen[idea.key] += 1
    Impression.objects.bulk_create(rows.values(), batch_size=BATCH)
    for key, row in world.ideas.items():
        row.seen, row.exposure = seen[key], exposure[key]
    Idea.objects.bulk_update(world.ideas.values(), ["seen", "exposure"], batch_size=BATCH)
    world.say(f"  {len(rows)} times an idea was seen")


def _impression(
    world: World, idea: str, person: str, surface: int, position: int, days_ago: float
) -> Impression:
    visit = f"p{world.people[person].pk}"
    at = world.at(days_ago)
    return Impression(idea=world.ideas[idea], visit=visit, surface=surface, position=position, at=at)


def votes(world: World) -> None:
    rows = sorted([*_own(world), *_simulated(world), *_on_behalf(world)], key=lambda vote: vote.created)
    Vote.objects.bulk_create(rows, batch_size=BATCH)
    world.say(f"  {len(rows)} votes")


def _own(world: World) -> Iterator[Vote]:
    for idea in world.script.ideas:
        if idea.state == "published":
            yield Vote(
                idea=world.ideas[idea.key],
                person=world.people[idea.by],
                seen=True,
                created=world.at(idea.days_ago),
            )


def _simulated(world: World) -> Iterator[Vote]:
    for vote in world.life.votes:
        yield Vote(
            idea=world.ideas[vote.idea],
            person=world.people[vote.person],
            how_much=HOW_MUCH[vote.weight],
            seen=True,
            created=world.at(vote.days_ago),
        )


def _on_behalf(world: World) -> Iterator[Vote]:
    for idea in world.script.ideas:
        for vote in idea.on_behalf:
            yield Vote(
                idea=world.ideas[idea.key],
                person=world.people[vote.person],
                how_much=HOW_MUCH[vote.weight],
                source=Vote.Source.BEHALF,
                note=vote.source[:200],
                by=world.people[vote.by],
                created=world.at(vote.days_ago),
            )


def comments(world: World) -> None:
    """Two rounds: first the comments, oldest first, then the answers learn what they answer."""
    told = sorted(world.script.comments, key=lambda comment: (-comment.days_ago, comment.key))
    names = {key: person.name for key, person in world.people.items()}
    rows = Comment.objects.bulk_create(
        Comment(
            idea=world.ideas[one.idea],
            author=world.people[one.by],
            body=with_names(one.text, names),
            internal=one.internal,
            state=STATES[one.state],
            created=world.at(one.days_ago),
        )
        for one in told
    )
    world.comments = {one.key: row for one, row in zip(told, rows, strict=True)}
    answers = [one for one in told if one.reply_to]
    for one in answers:
        world.comments[one.key].parent = world.comments[f"{one.idea}-{one.reply_to}"]
    Comment.objects.bulk_update([world.comments[one.key] for one in answers], ["parent"])
    world.say(f"  {len(rows)} comments, {_reactions(world)} reactions")


def _reactions(world: World) -> int:
    given = {
        (comment.key, person, kind): comment.days_ago * 0.9
        for comment in world.script.comments
        for kind, people in comment.reactions.items()
        for person in people
    }
    given |= {(one.comment, one.person, one.kind): one.days_ago for one in world.life.reactions}
    rows = [
        Reaction(
            comment=world.comments[comment], person=world.people[person], kind=kind, at=world.at(days_ago)
        )
        for (comment, person, kind), days_ago in sorted(given.items(), key=lambda pair: -pair[1])
    ]
    Reaction.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def follows(world: World) -> None:
    """Who wrote an idea or below it follows it."""
    wrote = {(idea.key, idea.by) for idea in world.script.ideas}
    wrote |= {
        (one.idea, one.by) for one in world.script.comments if not one.internal and one.state == "published"
    }
    Subscription.objects.bulk_create(
        Subscription(person=world.people[person], topic=f"idea:{world.ideas[idea].pk}")
        for idea, person in sorted(wrote)
    )
