"""Decide, undo, flag."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.options import api as options
from desireline.listen.addresses import idea_url
from desireline.listen.comments.models import Comment
from desireline.listen.comments.telling import tell
from desireline.listen.comments.verbs import set_state
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.stamps import touch
from desireline.listen.moderation.events import StateChanged
from desireline.listen.moderation.models import Decision, Flag
from desireline.listen.moderation.trust import block, give_trust, take_trust, unblock
from desireline.people.identity.api import Person
from desireline.people.notices.api import notify
from desireline.people.roles.api import Permission, must

Thing = Idea | Comment
State = Idea.State
DECISIONS = {"approve": State.PUBLISHED, "hide": State.HIDDEN, "spam": State.SPAM}


def decide(thing: Thing, word: str, *, by: Person, reason: str = "") -> Decision:
    """Approve, hide or call spam. Approving settles its flags and may lift the author's trust; the second spam of a new
    person blocks them. All of it is kept with the decision, so that `undo` puts it back.
    """
    must(by, Permission.MODERATE)
    if word not in DECISIONS:
        raise Refused(_("Choose approve, hide or spam."))
    after = DECISIONS[word]
    with transaction.atomic():
        fresh = _locked(thing)
        if fresh.state in (State.MERGED, Comment.State.REMOVED):
            # the same number: a merged idea, or a comment that its author removed
            raise Refused(_("It was merged or removed: there is nothing to decide."))
        before = fresh.state
        decision = Decision(before=before, after=after, reason=reason[:300], by=by, **_on(fresh))
        _move(fresh, after)
        decision.effects = {"flags": _settle(fresh, by=by)}
        decision.save()
        if word == "approve" and before == State.PENDING:
            _say_so(fresh, by=by)
            decision.effects["trusted"] = give_trust(fresh.author, by=by)
        if word == "spam":
            decision.effects["blocked"] = block(fresh.author, by=by)
        decision.save(update_fields=["effects"])
        _triage(fresh, decision)
    return decision


def undo(decision: Decision, *, by: Person) -> None:
    """Put the thing back into the state before, with its flags, the author's trust and access. Twice is refused."""
    must(by, Permission.MODERATE)
    with transaction.atomic():
        fresh = Decision.objects.select_for_update().get(pk=decision.pk)
        if fresh.undone_at is not None:
            raise Refused(_("This was undone already."))
        thing = _locked(fresh.idea or fresh.comment)
        if thing.state != fresh.after:
            raise Refused(_("It was decided anew since. Undo that first."))
        _move(thing, fresh.before)
        effects: dict[str, Any] = fresh.effects
        Flag.objects.filter(pk__in=effects.get("flags", [])).update(settled_at=None, settled_by=None)
        if effects.get("trusted"):
            take_trust(effects["trusted"], by=by)
        if effects.get("blocked"):
            unblock(effects["blocked"], by=by)
        if effects.get("triaged") and fresh.idea_id:
            Idea.objects.filter(pk=fresh.idea_id).update(triaged=None)
        fresh.undone_at, fresh.undone_by = timezone.now(), by
        fresh.save(update_fields=["undone_at", "undone_by"])


def flag(thing: Thing, *, by: Person, reason: str = "") -> bool:
    """Say that the team should look. Once per person; enough flags hide it until someone has. False if said before."""
    must(by, Permission.CONTRIBUTE)
    if thing.author_id == by.pk:
        raise Refused(_("This is your own. Edit or remove it instead."))
    with transaction.atomic():
        try:
            with transaction.atomic():
                Flag.objects.create(by=by, reason=reason.strip()[:300], **_on(thing))
        except IntegrityError:
            return False
        fresh = _locked(thing)
        most = int(options.get("flags_hide"))
        looked = Decision.objects.filter(undone_at__isnull=True, after=State.PUBLISHED, **_on(fresh)).exists()
        if fresh.state == State.PUBLISHED and most and not looked and _open(fresh) >= most:
            Decision.objects.create(before=fresh.state, after=State.HIDDEN, reason=_("Flagged"), **_on(fresh))
            _move(fresh, State.HIDDEN)
    return True


def _on(thing: Thing) -> dict[str, Thing]:
    return {"idea": thing} if isinstance(thing, Idea) else {"comment": thing}


def _locked(thing: Thing | None) -> Thing:
    if thing is None:
        raise Refused(_("It is gone."))
    if isinstance(thing, Idea):
        return Idea.objects.select_for_update(of=("self",)).select_related("author").get(pk=thing.pk)
    Idea.objects.select_for_update().get(pk=thing.idea_id)
    return Comment.objects.select_for_update(of=("self",)).select_related("author", "idea").get(pk=thing.pk)


def _open(thing: Thing) -> int:
    return Flag.objects.filter(settled_at__isnull=True, **_on(thing)).count()


def _settle(thing: Thing, *, by: Person) -> list[int]:
    rows = Flag.objects.filter(settled_at__isnull=True, **_on(thing))
    found = list(rows.values_list("pk", flat=True))
    Flag.objects.filter(pk__in=found).update(settled_at=timezone.now(), settled_by=by)
    return found


def _say_so(thing: Thing, *, by: Person) -> None:
    """The author hears that it is shown; those who follow hear of a comment."""
    idea = thing if isinstance(thing, Idea) else thing.idea
    if thing.author_id:
        notify(
            "shown",
            topic=f"idea:{idea.pk}",
            title=format_lazy(lazy("What you wrote on “{title}” is shown to others now"), title=idea.title),
            url=idea_url(idea),
            to=[thing.author_id],
            by=by,
        )
    if isinstance(thing, Comment):
        tell(thing)


def _triage(thing: Thing, decision: Decision) -> None:
    """What was thrown out needs no triage; an approved idea still does."""
    gone = decision.after in (State.HIDDEN, State.SPAM)
    if isinstance(thing, Idea) and gone and thing.triaged is None:
        Idea.objects.filter(pk=thing.pk).update(triaged=timezone.now())
        decision.effects["triaged"] = True
        decision.save(update_fields=["effects"])


def _move(thing: Thing, after: int) -> None:
    before = thing.state
    if before == after:
        return
    if isinstance(thing, Idea):
        Idea.objects.filter(pk=thing.pk).update(state=after)
        touch(thing.pk, thing.board_id)
        publish(StateChanged(thing.pk, None, before, after))
    else:
        set_state(thing, Comment.State(after))
        publish(StateChanged(thing.idea_id, thing.pk, before, after))
    thing.state = after
