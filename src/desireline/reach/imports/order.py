"""Putting things into an order that can be written: replies after what they answer, merges to where they end."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace

from desireline.reach.imports.notes import Notes
from desireline.reach.imports.records import CommentRecord, MergeRecord, Record
from desireline.reach.imports.words import say

_ROUNDS = 12
_HELD = 20_000


def threaded(read: Callable[[], Iterator[Record]], notes: Notes) -> Iterator[Record]:
    """Comments with each parent before its replies, whatever the order of the file.

    Replies that stand before their parents wait in memory, some thousands at most; for more, the file is read again.
    Replies to nothing, or to themselves in a circle, become comments of their own. Other records pass through once.
    """
    known: set[str] = set()
    was_quiet = notes.quiet
    waiting = yield from _round(read(), known, first=True)
    notes.quiet = True
    for _ in range(_ROUNDS):
        before = len(known)
        if not waiting:
            break
        waiting = yield from _round(read(), known)
        if len(known) == before:
            break
    if waiting:
        yield from _alone(read(), known, notes)
    notes.quiet = was_quiet


def _round(
    records: Iterator[Record], known: set[str], *, first: bool = False
) -> Generator[Record, None, int]:
    """One reading; returns how many replies still wait for their parent."""
    held: dict[str, list[CommentRecord]] = {}
    waiting = holding = 0
    for record in records:
        if not isinstance(record, CommentRecord):
            if first:
                yield record
        elif record.source_id not in known:
            if record.parent and record.parent not in known:
                waiting += 1
                if holding < _HELD:
                    holding += 1
                    held.setdefault(record.parent, []).append(record)
            else:
                for freed in _freed(record, held, known):
                    waiting -= 1
                    yield freed
                waiting += 1
    return waiting


def _freed(
    record: CommentRecord, held: dict[str, list[CommentRecord]], known: set[str]
) -> Iterator[CommentRecord]:
    """A comment and the replies that waited for it, and those that waited for them."""
    ready = [record]
    while ready:
        comment = ready.pop()
        if comment.source_id not in known:
            known.add(comment.source_id)
            yield comment
            ready += held.pop(comment.source_id, ())


def _alone(records: Iterator[Record], known: set[str], notes: Notes) -> Iterator[Record]:
    for record in records:
        if isinstance(record, CommentRecord) and record.source_id not in known:
            notes.remark(
                record.where, say("Some replies answer a comment that is not in the file; they stand alone.")
            )
            yield record if record.parent in known else replace(record, parent="")
            known.add(record.source_id)


def resolved(
    merges: Mapping[str, MergeRecord], ideas: Callable[[str], bool], notes: Notes
) -> Iterator[MergeRecord]:
    """Each merge with the end of its chain. Those in a circle, or into or of an idea that is not there, are dropped."""
    ends = _ends(merges)
    for source_id, merge in merges.items():
        into = ends[source_id]
        if not into:
            notes.remark(merge.where, say("Ideas that are merged in a circle stay apart."))
        elif not ideas(source_id) or not ideas(into):
            notes.skip(
                merge.where, say("Merged with an idea that is not in the file: “{id}”.", id=into), wrong=False
            )
        else:
            yield replace(merge, into=into)


def _ends(merges: Mapping[str, MergeRecord]) -> dict[str, str]:
    """Where each chain ends, "" for a circle. Every idea is walked over once."""
    ends: dict[str, str] = {}
    for start in merges:
        path: dict[str, None] = {}
        at = start
        while at in merges and at not in ends and at not in path:
            path[at] = None
            at = merges[at].into
        end = ends.get(at, "" if at in path else at)
        ends.update(dict.fromkeys(path, end))
    return ends
