"""What the team says to an idea: its status, with the reason, and the official response."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.jobs.api import enqueue
from desireline.listen.boards.models import Status
from desireline.listen.ideas.events import Responded, StatusChanged
from desireline.listen.ideas.models import Idea, OfficialResponse, StatusChange
from desireline.listen.ideas.stamps import touch
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must


def set_status(
    idea: Idea, status: Status, *, by: Person, reason: str = "", tell: bool = True
) -> StatusChange | None:
    """Move the idea to a status and say why. Supporters and followers are told unless `tell` is false.

    None if it stands there already and no reason is given.
    """
    must(by, Permission.TRIAGE)
    if status.archived:
        raise Refused(_("This status is no longer used. Choose another one."), field="status")
    now = timezone.now()
    with transaction.atomic():
        fresh = Idea.objects.select_for_update().get(pk=idea.pk)
        if fresh.status_id == status.pk and not reason.strip():
            return None
        change = StatusChange.objects.create(
            idea=fresh, before_id=fresh.status_id, after=status, reason=reason.strip(), by=by, at=now
        )
        fresh.status, fresh.status_at, fresh.active = status, now, now
        fresh.triaged = fresh.triaged or now
        fresh.save(update_fields=["status", "status_at", "active", "triaged"])
        touch(fresh.pk, fresh.board_id)
        if tell:
            enqueue("listen.tell_status", {"change": change.pk})
        publish(StatusChanged(fresh.pk, fresh.board_id, change.pk, change.before_id, change.after_id, by.pk))
    idea.status, idea.status_at = fresh.status, fresh.status_at
    return change


def undo_status(change: StatusChange, *, by: Person) -> None:
    """Put the idea back to where it was before its last change. Nobody is told, and its way shows neither of both; the
    change is kept with who took it back."""
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=change.idea_id)
        standing = list(idea.status_changes.filter(undone_at__isnull=True).order_by("-id")[:2])
        if not standing or standing[0].pk != change.pk or change.before_id is None:
            raise Refused(_("The status has changed again since. Set it by hand."))
        StatusChange.objects.filter(pk=change.pk).update(undone_at=timezone.now(), undone_by=by)
        idea.status_id, idea.status_at = change.before_id, standing[1].at if standing[1:] else idea.created
        idea.save(update_fields=["status", "status_at"])
        touch(idea.pk, idea.board_id)
        publish(StatusChanged(idea.pk, idea.board_id, change.pk, change.after_id, change.before_id, by.pk))


def respond(idea: Idea, body: str, *, by: Person, tell: bool = True) -> OfficialResponse:
    """Answer officially, or change the answer. The first answer is told to supporters and followers."""
    must(by, Permission.TRIAGE)
    if not body.strip():
        raise Refused(_("Write the response first."), field="body")
    now = timezone.now()
    with transaction.atomic():
        fresh = Idea.objects.select_for_update().get(pk=idea.pk)
        found = OfficialResponse.objects.filter(idea=fresh).first()
        first = found is None
        response = found or OfficialResponse(idea=fresh, by=by, at=now)
        response.body, response.edited = body.strip(), None if first else now
        response.save()
        Idea.objects.filter(pk=fresh.pk).update(active=now, triaged=fresh.triaged or now)
        touch(fresh.pk, fresh.board_id)
        if first and tell:
            enqueue("listen.tell_response", {"idea": fresh.pk})
        publish(Responded(fresh.pk, fresh.board_id, by.pk, first))
    return response


def withdraw_response(idea: Idea, *, by: Person) -> None:
    """Take the official response away."""
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        OfficialResponse.objects.filter(idea=idea).delete()
        touch(idea.pk, idea.board_id)
