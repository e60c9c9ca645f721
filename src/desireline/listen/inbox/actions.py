"""Do something to several ideas at once, and undo exactly that."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.stamps import touch
from desireline.listen.inbox.deeds import DEEDS, Wish
from desireline.listen.inbox.models import BulkAction
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

MOST = 200


def act(kind: str, ideas: Iterable[int], *, by: Person, wish: Wish) -> BulkAction:
    """Do it to all of these ideas that the person may see, or, if a rule refuses one of them, to none."""
    must(by, Permission.TRIAGE)
    if kind not in DEEDS:
        raise Refused(_("Choose what to do."))
    wanted = sorted(set(ideas))
    if not wanted:
        raise Refused(_("Choose at least one idea."))
    if len(wanted) > MOST:
        raise Refused(_("Choose at most %(n)d ideas at once.") % {"n": MOST})
    with transaction.atomic():
        rows = list(Idea.objects.visible_to(by).filter(pk__in=wanted).order_by("pk"))
        changed = []
        for idea in rows:
            entry = DEEDS[kind].apply(idea, wish, by)
            if entry is not None:
                changed.append({**entry, "idea": idea.pk, "triaged": idea.triaged is None})
        fresh = [entry["idea"] for entry in changed if entry["triaged"]]
        Idea.objects.filter(pk__in=fresh, triaged__isnull=True).update(triaged=timezone.now())
        for idea in rows:
            touch(idea.pk, idea.board_id)
        return BulkAction.objects.create(kind=kind, what=wish.value[:200], changed=changed, by=by)


def undo(action: BulkAction, *, by: Person) -> int:
    """Take it back wherever it still stands. Returns from how many ideas it could not be taken. Twice is refused."""
    must(by, Permission.TRIAGE)
    left = 0
    with transaction.atomic():
        fresh = BulkAction.objects.select_for_update().get(pk=action.pk)
        if fresh.undone_at is not None:
            raise Refused(_("This was undone already."))
        for entry in reversed(fresh.changed):
            idea = Idea.objects.filter(pk=entry["idea"]).first()
            if idea is None:
                left += 1
                continue
            try:
                with transaction.atomic():
                    DEEDS[fresh.kind].revert(entry, by)
                    if entry["triaged"]:
                        Idea.objects.filter(pk=idea.pk).update(triaged=None)
                    touch(idea.pk, idea.board_id)
            except (Refused, ObjectDoesNotExist):
                left += 1
        fresh.undone_at, fresh.undone_by = timezone.now(), by
        fresh.save(update_fields=["undone_at", "undone_by"])
    return left
