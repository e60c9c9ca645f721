"""What a merge brings along, in a few statements however large the ideas are.

For votes, guest votes, tags and outcome links the rule is the same: a target has its own rows (`merge` empty) and one
row for each thing that a joined idea has and it lacks (`merge` says by which). Comments move. Followers are added.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from desireline.kit.rows.api import marks, run
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.merges.models import Merge, MergeFollow
from desireline.people.notices.api import follow_many, followers, following_since, silenced_by, unfollow_many


@dataclass(frozen=True, slots=True)
class Table:
    """A table of things on ideas: the column that makes a thing unique on its idea, and how the others are copied."""

    name: str
    unique: str
    columns: str
    values: str
    words: bool = False


TABLES = (
    Table(
        "listen_vote",
        "person_id",
        "how_much, source, seen, note, by_id, created",
        "how_much, 4, (1 = 0), note, by_id, created",
    ),
    Table("listen_guestvote", "token", "prefix, created", "prefix, created"),
    Table("listen_ideatag", "tag_id", "by_id, at", "by_id, at", words=True),
    Table("listen_ideaoutcome", "outcome_id", "by_id, at", "by_id, at"),
)


def bring(merge: Merge) -> None:
    """Give the target what the source has and it lacks. Again is harmless."""
    for table in TABLES:
        if merge.words or not table.words:
            run(
                f"INSERT INTO {table.name} (idea_id, merge_id, {table.unique}, {table.columns})"  # noqa: S608
                f" SELECT %s, %s, {table.unique}, {table.values} FROM {table.name} WHERE idea_id = %s"
                f" ON CONFLICT (idea_id, {table.unique}) DO NOTHING",
                [merge.target_id, merge.pk, merge.source_id],
            )
    now = timezone.now()
    added = follow_many(followers(f"idea:{merge.source_id}"), f"idea:{merge.target_id}", at=now)
    MergeFollow.objects.bulk_create(
        [MergeFollow(merge=merge, person_id=pk, at=now) for pk in added],
        update_conflicts=True,
        unique_fields=["merge", "person"],
        update_fields=["at"],
    )


def take_away(merge: Merge) -> None:
    """Take from the target all that this merge brought and nobody made their own since."""
    for table in TABLES:
        run(f"DELETE FROM {table.name} WHERE idea_id = %s AND merge_id = %s", [merge.target_id, merge.pk])  # noqa: S608
    unfollow_many(_carried(merge), f"idea:{merge.target_id}")
    MergeFollow.objects.filter(merge=merge).delete()


def drop_stale(merge: Merge) -> None:
    """Take from the target what this merge brought and the source has no more (because something left the source)."""
    for table in TABLES:
        run(
            f"DELETE FROM {table.name} WHERE idea_id = %s AND merge_id = %s AND {table.unique} NOT IN"  # noqa: S608
            f" (SELECT {table.unique} FROM {table.name} WHERE idea_id = %s)",
            [merge.target_id, merge.pk, merge.source_id],
        )
    unfollow_many(_carried(merge) - followers(f"idea:{merge.source_id}"), f"idea:{merge.target_id}")


def _carried(merge: Merge) -> set[int]:
    """Who follows the target because of this merge alone. Who chose to since follows it from a later moment."""
    since = following_since(f"idea:{merge.target_id}")
    rows = MergeFollow.objects.filter(merge=merge).values_list("person_id", "at")
    return {pk for pk, at in rows if since.get(pk) == at}


def settle(root: int, joined: set[int], *, words: dict[int, bool]) -> None:
    """What was taken back on the root while these ideas were joined to it is taken back on them, too."""
    if not joined:
        return
    ids = sorted(joined)
    for table in TABLES:
        met = [pk for pk in ids if words[pk] or not table.words]
        if met:
            run(
                f"DELETE FROM {table.name} WHERE idea_id IN ({marks(met)}) AND {table.unique} NOT IN"  # noqa: S608
                f" (SELECT {table.unique} FROM {table.name} WHERE idea_id = %s)",
                [*met, root],
            )
    keep = followers(f"idea:{root}") | silenced_by(f"idea:{root}")
    for pk in ids:
        unfollow_many(followers(f"idea:{pk}") - keep, f"idea:{pk}")


def move_comments(merge: Merge) -> None:
    """The thread of the source goes on in that of the target. Who came to the source by a merge keeps knowing it."""
    Comment.objects.filter(idea=merge.source_id, merge__isnull=True).update(merge=merge)
    Comment.objects.filter(idea=merge.source_id).update(idea=merge.target_id)


def return_comments(merge: Merge, *, inner: set[int], root: int) -> None:
    """Comments that left home by this merge, or by one of the `inner` ones below the source, are the source's again."""
    moved = Comment.objects.filter(idea=root)
    moved.filter(merge__in=inner).update(idea=merge.source_id)
    moved.filter(merge=merge).update(idea=merge.source_id, merge=None)


def add_imported(merge: Merge) -> None:
    """Totals without voters are added up; the merge remembers how many it brought."""
    source = Idea.objects.values_list("imported_votes", flat=True).get(pk=merge.source_id)
    Merge.objects.filter(pk=merge.pk).update(imported=source)
    merge.imported = source
    Idea.objects.filter(pk=merge.target_id).update(imported_votes=F("imported_votes") + source)


def take_imported(merge: Merge, onward: list[Merge]) -> None:
    """Undo `add_imported` on the target and, along the chain, on all that it was joined to since."""
    amount = merge.imported
    for step in [merge, *onward]:
        kept = Idea.objects.values_list("imported_votes", flat=True).get(pk=step.target_id)
        Idea.objects.filter(pk=step.target_id).update(imported_votes=max(0, kept - amount))
    for step in onward:
        Merge.objects.filter(pk=step.pk).update(imported=max(0, step.imported - amount))
