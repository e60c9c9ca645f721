"""Follows every link of a script to its end, and refuses what could not have happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from .people import STAFF, customers
from .reading import ScriptError
from .said import mentioned
from .shapes import Comment, Idea, Script


def check(script: Script) -> None:
    """Raises `ScriptError` with the first thing that is wrong."""
    for problem in _problems(script):
        raise ScriptError(problem)


def _problems(script: Script) -> Iterator[str]:
    yield from _twice("cast.toml", (member.key for member in script.cast))
    yield from _twice("accounts.toml", (account.key for account in script.accounts))
    yield from _twice("futures.toml", (future.key for future in script.futures))
    yield from _twice("outcomes.toml", (outcome.key for outcome in script.outcomes))
    yield from _twice("listen.toml: status", (status.key for status in script.statuses))
    yield from _twice("listen.toml: tag", (tag.key for tag in script.tags))
    yield from _twice("listen.toml: board", (board.key for board in script.boards))
    yield from _twice("ideas", (idea.key for idea in script.ideas))
    yield from _twice("comments", (comment.key for comment in script.comments))
    yield from _people_and_accounts(script)
    yield from _futures(script)
    readers = _readers(script)
    ideas = {idea.key: idea for idea in script.ideas}
    for idea in script.ideas:
        yield from _idea(idea, script=script, readers=readers, ideas=ideas)
    for comment in script.comments:
        yield from _comment(comment, readers=readers[ideas[comment.idea].board], staff=_staff(script))
    yield from _order(script, ideas=ideas)


def _staff(script: Script) -> set[str]:
    return {member.key for member in script.cast if member.role in STAFF}


def _readers(script: Script) -> dict[str, set[str]]:
    """Who may read which board."""
    people = customers(script)
    found = {}
    for board in script.boards:
        kind, _, segment = board.audience.partition(":")
        may = [
            p.key
            for p in people
            if kind in ("public", "signed_in") or (kind == "segment" and p.segment == segment)
        ]
        found[board.key] = {*may, *_staff(script)}
    return found


def _people_and_accounts(script: Script) -> Iterator[str]:
    accounts = {account.key for account in script.accounts}
    for member in script.cast:
        where = f"cast.toml: member {member.key}"
        if member.role in STAFF:
            continue
        yield from _known(f"{where}.account", [member.account or ""], accounts)
    for account in script.accounts:
        yield from _known(f"accounts.toml: {account.key}.culture", [account.culture], script.names)
    segments = {f"segment:{segment.key}" for segment in script.brand.segments}
    for board in script.boards:
        allowed = {"public", "signed_in", "staff", *segments}
        yield from _known(f"listen.toml: board {board.key}.audience", [board.audience], allowed)


def _futures(script: Script) -> Iterator[str]:
    futures = {future.key for future in script.futures}
    for future in script.futures:
        yield from _known(f"futures.toml: {future.key}.owner", [future.owner], _staff(script))
    for outcome in script.outcomes:
        yield from _known(f"outcomes.toml: {outcome.key}.future", [outcome.future], futures)


def _idea(
    idea: Idea, *, script: Script, readers: dict[str, set[str]], ideas: dict[str, Idea]
) -> Iterator[str]:
    where = f"ideas: {idea.key}"
    yield from _known(f"{where}.board", [idea.board], readers)
    yield from _known(f"{where}.by", [idea.by], readers.get(idea.board, ()))
    yield from _known(f"{where}.outcomes", idea.outcomes, [outcome.key for outcome in script.outcomes])
    yield from _known(f"{where}.tags", idea.tags, [tag.key for tag in script.tags])
    yield from _known(f"{where}.changes", [c.status for c in idea.changes], [s.key for s in script.statuses])
    team = [*(change.by for change in idea.changes), *(vote.by for vote in idea.on_behalf)]
    team += [row.by for row in (idea.response, idea.merge) if row]
    yield from _known(f"{where}.by", team, _staff(script))
    yield from _known(f"{where}.on_behalf", [v.person for v in idea.on_behalf], readers.get(idea.board, ()))
    ages = [idea.days_ago, *(change.days_ago for change in idea.changes)]
    if ages != sorted(ages, reverse=True) or len(set(ages)) < len(ages):
        yield f"{where}.changes: should be younger than the idea, oldest first"
    later = [row.days_ago for row in (idea.response, idea.merge, *idea.on_behalf) if row]
    if any(age >= idea.days_ago for age in later):
        yield f"{where}: an answer, merge or vote is older than the idea"
    yield from _merge(idea, ideas=ideas)


def _merge(idea: Idea, *, ideas: dict[str, Idea]) -> Iterator[str]:
    if idea.merge is None:
        return
    into = ideas.get(idea.merge.into)
    if into is None or into.board != idea.board or into.merge or into is idea:
        yield f"ideas: {idea.key}.merge.into: {idea.merge.into!r} should be an unmerged idea on the same board"
    elif into.days_ago <= idea.merge.days_ago:
        yield f"ideas: {idea.key}.merge: is older than {into.key}"


def _comment(comment: Comment, *, readers: set[str], staff: set[str]) -> Iterator[str]:
    where = f"comments: {comment.key}"
    allowed = staff if comment.internal else readers
    yield from _known(f"{where}.by", [comment.by], allowed)
    yield from _known(f"{where}.text", mentioned(comment.text), allowed)
    for kind, people in comment.reactions.items():
        yield from _known(f"{where}.react.{kind}", people, allowed)


def _order(script: Script, *, ideas: dict[str, Idea]) -> Iterator[str]:
    """Nobody speaks before they came, answers before the question, or writes under an idea that was merged away."""
    came = {person.key: person.days_ago for person in customers(script)}
    came |= {member.key: member.days_ago for member in script.cast}
    comments = {(comment.idea, comment.number): comment for comment in script.comments}
    for idea in script.ideas:
        if idea.days_ago > came[idea.by]:
            yield f"ideas: {idea.key}.days_ago: {idea.by} had not come yet"
    for comment in script.comments:
        where, about = f"comments: {comment.key}.day", ideas[comment.idea]
        if comment.days_ago > came[comment.by]:
            yield f"{where}: {comment.by} had not come yet"
        if comment.reply_to and comments[comment.idea, comment.reply_to].days_ago <= comment.days_ago:
            yield f"{where}: answers number {comment.reply_to} before it was written"
        if about.merge and comment.days_ago < about.merge.days_ago:
            yield f"{where}: {about.key} had been merged by then"


def _known(where: str, keys: Iterable[str], known: Collection[str]) -> Iterator[str]:
    for key in keys:
        if key not in known:
            yield f"{where}: {key!r} is not known here"


def _twice(where: str, keys: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield f"{where}: the key {key!r} is used twice"
        seen.add(key)
