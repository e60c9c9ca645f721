from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from desireline.engines.search.api import CARDS, Source, delete, refresh
from desireline.kit.events import subscribe
from desireline.kit.jobs.api import enqueue
from desireline.listen.boards.models import Board
from desireline.listen.closeness.seen import ideas_seen
from desireline.listen.ideas.events import IdeaEdited, IdeaPosted, Responded, StatusChanged
from desireline.listen.ideas.models import Idea, OfficialResponse
from desireline.listen.merges.events import Merged, Unmerged
from desireline.listen.moderation.events import StateChanged
from desireline.listen.search_cards import cards
from desireline.listen.tags.models import IdeaTag
from desireline.people.accounts.events import AccountJoined, AccountLeft
from desireline.people.identity.events import PersonErased

CARDS.add("idea", Source("idea", _("Ideas"), cards.idea_ids, cards.idea_cards, ideas_seen, "lightbulb", 30))


def _changed(event: IdeaPosted | IdeaEdited | StatusChanged | Responded) -> None:
    refresh("idea", [event.idea_id])


for _event in (IdeaPosted, IdeaEdited, StatusChanged, Responded):
    subscribe(_event)(_changed)  # type: ignore[arg-type]


@subscribe(StateChanged)
def _moderated(event: StateChanged) -> None:
    if event.comment_id is None:
        refresh("idea", [event.idea_id])


def _merged(event: Merged | Unmerged) -> None:
    refresh("idea", [event.source_id, event.target_id])


for _join in (Merged, Unmerged):
    subscribe(_join)(_merged)  # type: ignore[arg-type]


def _of_person(person: int) -> None:
    refresh("idea", Idea.objects.filter(author_id=person).values_list("pk", flat=True))


def _moved(event: AccountJoined | AccountLeft | PersonErased) -> None:
    """An idea is found with the account of its author."""
    if not (isinstance(event, AccountJoined) and not event.first):
        _of_person(event.person)


for _move in (AccountJoined, AccountLeft, PersonErased):
    subscribe(_move)(_moved)  # type: ignore[arg-type]


@receiver([post_save, post_delete], sender=IdeaTag)
def _tagged(instance: IdeaTag, raw: bool = False, **_more: Any) -> None:
    if not raw:
        refresh("idea", [instance.idea_id])


@receiver(post_delete, sender=OfficialResponse)
def _withdrawn(instance: OfficialResponse, **_more: Any) -> None:
    refresh("idea", [instance.idea_id])


@receiver(post_delete, sender=Idea)
def _gone(instance: Idea, **_more: Any) -> None:
    delete(f"idea:{instance.pk}")


@receiver(pre_save, sender=Board)
def _board(instance: Board, raw: bool = False, **_more: Any) -> None:
    before = Board.objects.filter(pk=instance.pk).values_list("audience_id", "archived").first()
    moved = before and (before[0] != instance.audience_id or bool(before[1]) != bool(instance.archived))
    instance.__dict__["_moved"] = bool(moved) and not raw


@receiver(post_save, sender=Board)
def _board_moved(instance: Board, **_more: Any) -> None:
    """A board for other readers, or archived: the cards of its ideas follow. Until then the late check hides them."""
    if instance.__dict__.pop("_moved", False):
        enqueue("search.board", {"board": instance.pk}, key=f"search.board:{instance.pk}")
