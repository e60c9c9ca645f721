"""Those who stood behind the source learn where it went."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.listen.addresses import idea_url
from desireline.listen.merges.models import Merge
from desireline.listen.votes.models import Vote
from desireline.people.notices.api import followers, may_hear, notify


def tell_merge(merge_id: int) -> int:
    """Tell voters and followers of the source. How many were told; nobody once the merge is undone."""
    merge = Merge.objects.select_related("source", "target__board", "by").filter(pk=merge_id).first()
    if merge is None or merge.undone_at is not None:
        return 0
    voters = set(Vote.objects.filter(idea=merge.source_id).values_list("person_id", flat=True))
    behind = voters | followers(f"idea:{merge.source_id}")
    if merge.source.author_id:
        behind.add(merge.source.author_id)
    return notify(
        "merge",
        topic=f"idea:{merge.target_id}",
        title=format_lazy(_("“{title}” goes on as part of another idea"), title=merge.source.title),
        text=merge.target.title,
        url=idea_url(merge.target),
        by=merge.by,
        to=may_hear(idea_url(merge.source), behind),
        audience=merge.target.board.audience_id,
        since=merge.at,
    )
