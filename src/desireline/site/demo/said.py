"""Makes the shapes that customers say: ideas and the threads under them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from . import shapes
from .reading import Table

STATES = ("published", "pending", "spam")
WEIGHTS = ("nice", "important", "must")
REACTIONS = ("agree", "thanks", "celebrate", "insight")
MENTION = re.compile(r"@\{([a-z0-9-]+)\}")


def mentioned(text: str) -> tuple[str, ...]:
    """The keys of the people that a comment mentions, in order, each once."""
    return tuple(dict.fromkeys(MENTION.findall(text)))


def with_names(text: str, names: Mapping[str, str]) -> str:
    """`text` with every `@{key}` written as `@` and what `names` says for that key."""
    return MENTION.sub(lambda found: "@" + names[found.group(1)], text)


def idea(row: Table, *, segments: Sequence[str]) -> shapes.Idea:
    return shapes.Idea(
        key=row.text("key"),
        board=row.text("board"),
        title=row.text("title"),
        body=row.text("body"),
        by=row.text("by"),
        days_ago=row.number("days_ago"),
        language=row.text("language", "en"),
        state=row.choice("state", STATES, "published"),
        outcomes=row.texts("outcomes", []),
        tags=row.texts("tags", []),
        appeal=row.numbers_by("appeal", segments, low=0, high=1),
        changes=tuple(_change(change) for change in row.tables("changes", [])),
        response=_response(row.maybe_table("response")),
        merge=_merge(row.maybe_table("merge")),
        on_behalf=tuple(_on_behalf(vote) for vote in row.tables("on_behalf", [])),
        pinned=row.truth("pinned"),
    )


def _change(row: Table) -> shapes.Change:
    made = shapes.Change(row.text("status"), row.text("by"), row.number("days_ago"), row.text("reason"))
    row.done()
    return made


def _response(row: Table | None) -> shapes.Response | None:
    if row is None:
        return None
    made = shapes.Response(row.text("by"), row.number("days_ago"), row.text("text"))
    row.done()
    return made


def _merge(row: Table | None) -> shapes.Merge | None:
    if row is None:
        return None
    made = shapes.Merge(row.text("into"), row.text("by"), row.number("days_ago"), row.text("reason"))
    row.done()
    return made


def _on_behalf(row: Table) -> shapes.OnBehalf:
    made = shapes.OnBehalf(
        row.text("person"),
        row.text("by"),
        row.choice("weight", WEIGHTS),
        row.number("days_ago"),
        row.text("source"),
    )
    row.done()
    return made


def thread(row: Table, *, ideas: Mapping[str, shapes.Idea]) -> tuple[shapes.Comment, ...]:
    """The comments under one idea; `day` counts from the day of the idea."""
    about = ideas.get(row.text("idea"))
    if about is None:
        raise row.wrong("idea", f"there is no idea {row.text('idea')!r}")
    made = []
    for number, comment in enumerate(row.tables("comments"), start=1):
        made.append(_comment(comment, about=about, number=number))
        comment.done()
    return tuple(made)


def _comment(row: Table, *, about: shapes.Idea, number: int) -> shapes.Comment:
    reply_to = row.whole("re", 0) or None
    if reply_to is not None and not 0 < reply_to < number:
        raise row.wrong("re", "should be the number of an earlier comment in this thread")
    return shapes.Comment(
        key=f"{about.key}-{number}",
        idea=about.key,
        number=number,
        by=row.text("by"),
        days_ago=about.days_ago - row.number("day", high=about.days_ago),
        text=row.text("text"),
        language=row.text("language", about.language),
        reply_to=reply_to,
        internal=row.truth("internal"),
        state=row.choice("state", STATES, "published"),
        warmth=row.number("warmth", 0.03, high=1),
        reactions=_reactions(row.maybe_table("react")),
    )


def _reactions(row: Table | None) -> dict[str, tuple[str, ...]]:
    if row is None:
        return {}
    made = {kind: row.texts(kind) for kind in REACTIONS if kind in row.values}
    row.done()
    return made
