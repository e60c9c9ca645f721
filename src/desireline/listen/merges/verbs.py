"""Merge and undo."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.jobs.api import enqueue
from desireline.listen.comments.counting import recount as recount_comments
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.stamps import touch
from desireline.listen.merges import carrying
from desireline.listen.merges.events import Merged, Unmerged
from desireline.listen.merges.models import Merge
from desireline.listen.merges.rules import below, root_of, words_go
from desireline.listen.votes.counting import recount as recount_votes
from desireline.people.audiences.api import basic
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

_LOCK = 7_305_551_071


def merge(source: Idea, target: Idea, *, by: Person, reason: str = "", tell: bool = True) -> Merge:
    """Join `source` to `target` (to where that was joined, if it was). Votes of the same person count once; comments,
    tags, outcomes and followers go along; the source's page leads to the target. `undo` takes all of it back.

    Refused for ideas that are not published or that are joined already, and where it would make a circle.
    """
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        forest = _lock(source.pk, target.pk)
        root = forest.root(target.pk)
        if root == forest.root(source.pk) and source.pk != root:
            raise Refused(_("This idea was merged already. Undo that first."))
        if root == source.pk:
            raise Refused(_("An idea cannot be merged into itself, nor into one that was merged into it."))
        ideas = forest.ideas
        if ideas[source.pk].state == Idea.State.MERGED:
            raise Refused(_("This idea was merged already. Undo that first."))
        if {ideas[source.pk].state, ideas[root].state} != {Idea.State.PUBLISHED}:
            raise Refused(_("Only published ideas can be merged. Approve both first."))
        forest.settle(source.pk)
        forest.settle(root)
        made = Merge.objects.create(
            source_id=source.pk,
            target_id=root,
            reason=reason.strip()[:300],
            by=by,
            words=forest.words_go(source.pk, root),
        )
        forest.merges[source.pk] = made
        carrying.bring(made)
        carrying.add_imported(made)
        if made.words:
            carrying.move_comments(made)
        joined = below(source.pk, forest.parent)
        Idea.objects.filter(pk__in=joined).update(state=Idea.State.MERGED, merged_into=root)
        now = timezone.now()
        Idea.objects.filter(pk__in=[source.pk, root], triaged__isnull=True).update(triaged=now)
        Idea.objects.filter(pk=root).update(active=now)
        forest.finish()
        publish(Merged(made.pk, source.pk, root, by.pk))
        if tell:
            enqueue("listen.tell_merge", {"merge": made.pk})
    return made


def undo(merge: Merge, *, by: Person) -> None:
    """Take the source out again, with its votes, comments, tags, outcomes and followers, in any order of merges. What
    people did on the target meanwhile stays there; what is taken back there by now is taken back. Twice is refused.
    """
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        forest = _lock(merge.source_id, merge.target_id)
        fresh = Merge.objects.get(pk=merge.pk)
        if fresh.undone_at is not None:
            raise Refused(_("This merge was undone already."))
        root = forest.root(fresh.source_id)
        inner = below(fresh.source_id, forest.parent)
        forest.settle(root)
        onward = forest.onward(fresh.target_id)
        carrying.return_comments(
            fresh, inner={forest.merges[pk].pk for pk in inner - {fresh.source_id}}, root=root
        )
        carrying.take_imported(fresh, onward)
        carrying.take_away(fresh)
        fresh.undone_at, fresh.undone_by = timezone.now(), by
        fresh.save(update_fields=["undone_at", "undone_by"])
        del forest.merges[fresh.source_id]
        forest.renew(fresh.target_id)
        Idea.objects.filter(pk=fresh.source_id).update(state=Idea.State.PUBLISHED, merged_into=None)
        Idea.objects.filter(pk__in=inner - {fresh.source_id}).update(merged_into=fresh.source_id)
        forest.finish()
        publish(Unmerged(fresh.pk, fresh.source_id, fresh.target_id, by.pk))


def settle(idea_id: int) -> None:
    """What was taken back where the idea was merged to is taken back on it, too, before `catch_up` could bring it."""
    with transaction.atomic():
        forest = _lock(idea_id)
        forest.settle(forest.root(idea_id))
        forest.finish()


def catch_up(idea_id: int) -> None:
    """Carry on what came to a merged idea or left it from outside (an import that ran again, its undo).

    Call it in that transaction, and `settle` before anything changes there.
    """
    with transaction.atomic():
        forest = _lock(idea_id)
        if idea_id in forest.merges:
            forest.renew(idea_id)
            forest.finish()


@dataclass(slots=True)
class _Forest:
    """The trees of some ideas, locked: active merges by source, and the ideas."""

    merges: dict[int, Merge]
    ideas: dict[int, Idea]
    public: int

    @property
    def parent(self) -> dict[int, int]:
        return {source: merge.target_id for source, merge in self.merges.items()}

    def root(self, pk: int) -> int:
        return root_of(pk, self.parent)

    def words_go(self, source: int, target: int) -> bool:
        boards = self.ideas[source].board, self.ideas[target].board
        return words_go(boards[0].audience_id, boards[1].audience_id, public=self.public)

    def onward(self, pk: int) -> list[Merge]:
        """The merges that lead from the idea to its root."""
        found = []
        while pk in self.merges:
            found.append(self.merges[pk])
            pk = self.merges[pk].target_id
        return found

    def settle(self, root: int) -> None:
        joined = below(root, self.parent) - {root}
        carrying.settle(
            root, joined, words={pk: all(merge.words for merge in self.onward(pk)) for pk in joined}
        )

    def renew(self, pk: int) -> None:
        """Bring anew what other merges bring to the idea, and so on up to the root."""
        for merge in sorted(self.merges.values(), key=lambda merge: merge.pk):
            if merge.target_id == pk:
                carrying.bring(merge)
        if pk in self.merges:
            carrying.drop_stale(self.merges[pk])
            self.renew(self.merges[pk].target_id)

    def finish(self) -> None:
        recount_votes(self.ideas)
        recount_comments(self.ideas)
        for pk, idea in self.ideas.items():
            touch(pk, idea.board_id)


def _lock(*ids: int) -> _Forest:
    """One merge at a time, and nobody votes or comments on these trees until it is done."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    active = {
        row.source_id: row for row in Merge.objects.filter(undone_at__isnull=True, source__in=_trees(ids))
    }
    parent = {source: row.target_id for source, row in active.items()}
    wanted = {pk for one in ids for pk in below(root_of(one, parent), parent)}
    rows = Idea.objects.select_for_update(of=("self",)).select_related("board").filter(pk__in=wanted)
    ideas = {idea.pk: idea for idea in rows.order_by("pk")}
    if set(ids) - set(ideas):
        raise Refused(_("This idea is gone."))
    kept = {source: row for source, row in active.items() if source in wanted}
    return _Forest(kept, ideas, basic("public").pk)


def _trees(ids: tuple[int, ...]) -> set[int]:
    """All ideas in the trees of these ideas: `merged_into` names the root of each."""
    rows = Idea.objects.filter(pk__in=ids).values_list("pk", "merged_into_id")
    roots = {into or pk for pk, into in rows}
    return {*roots, *Idea.objects.filter(merged_into__in=roots).values_list("pk", flat=True)}
