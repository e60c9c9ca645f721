"""What the team does to an idea, and how each of it is taken back. What `apply` returns is kept as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.errors import Refused
from desireline.kit.paging.api import row_id
from desireline.listen.boards.models import Status
from desireline.listen.ideas import answers
from desireline.listen.ideas.models import Idea, IdeaOutcome, OfficialResponse, StatusChange
from desireline.listen.merges import api as merges
from desireline.listen.merges.models import Merge
from desireline.listen.moderation import verbs as moderation
from desireline.listen.moderation.models import Decision
from desireline.listen.tags import api as tags
from desireline.listen.tags.models import IdeaTag
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF

Changed = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen in the form: a value (an id, a word or a text) and a reason."""

    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """`apply` does it to one idea and returns what changed (None: nothing); `revert` takes that back."""

    apply: Callable[[Idea, Wish, Person], Changed | None]
    revert: Callable[[Changed, Person], None]


def _status(idea: Idea, wish: Wish, by: Person) -> Changed | None:
    wanted = Status.objects.filter(pk=row_id(wish.value), archived__isnull=True).first()
    if wanted is None:
        raise Refused(_("Choose a status."))
    change = answers.set_status(idea, wanted, by=by, reason=wish.reason)
    return {"change": change.pk} if change else None


def _status_back(changed: Changed, by: Person) -> None:
    answers.undo_status(StatusChange.objects.select_related("before").get(pk=changed["change"]), by=by)


def _tag(idea: Idea, wish: Wish, by: Person) -> Changed | None:
    link = tags.add(idea, wish.value, by=by)
    return {"link": link.pk} if link else None


def _tag_back(changed: Changed, by: Person) -> None:
    link = IdeaTag.objects.select_related("idea", "tag").filter(pk=changed["link"]).first()
    if link:
        tags.remove(link.idea, link.tag, by=by)


def _outcome(idea: Idea, wish: Wish, by: Person) -> Changed | None:
    outcome = DesiredOutcome.objects.visible_to(by).filter(pk=row_id(wish.value)).first()
    if outcome is None:
        raise Refused(_("Choose an outcome."))
    link, made = IdeaOutcome.objects.get_or_create(idea=idea, outcome=outcome, defaults={"by": by})
    return {"link": link.pk} if made else None


def _outcome_back(changed: Changed, by: Person) -> None:
    IdeaOutcome.objects.filter(pk=changed["link"]).delete()


def _owner(idea: Idea, wish: Wish, by: Person) -> Changed | None:
    owner = Person.objects.filter(pk=row_id(wish.value), role__in=STAFF, is_active=True).first()
    if owner is None and wish.value not in {"", "0"}:
        raise Refused(_("Choose someone of the team."))
    if idea.owner_id == (owner.pk if owner else None):
        return None
    Idea.objects.filter(pk=idea.pk).update(owner=owner)
    return {"before": idea.owner_id, "after": owner.pk if owner else None}


def _owner_back(changed: Changed, by: Person) -> None:
    before = Person.objects.filter(pk=changed["before"] or 0).first()
    Idea.objects.filter(pk=changed["idea"], owner=changed["after"]).update(owner=before)


def _answer(idea: Idea, wish: Wish, by: Person) -> Changed | None:
    was = OfficialResponse.objects.filter(idea=idea).first()
    answers.respond(idea, wish.value, by=by)
    edited = was.edited.isoformat() if was and was.edited else None
    return {"before": was.body if was else None, "edited": edited, "after": wish.value.strip()}


def _answer_back(changed: Changed, by: Person) -> None:
    idea = Idea.objects.get(pk=changed["idea"])
    now = OfficialResponse.objects.filter(idea=idea).values_list("body", flat=True).first()
    if now != changed["after"]:
        raise Refused(_("The answer was changed since."))
    if changed["before"] is None:
        answers.withdraw_response(idea, by=by)
    else:
        answers.respond(idea, changed["before"], by=by, tell=False)
        edited = parse_datetime(changed.get("edited") or "")
        OfficialResponse.objects.filter(idea=idea).update(edited=edited)


def _judge(word: str) -> Callable[[Idea, Wish, Person], Changed | None]:
    def apply(idea: Idea, wish: Wish, by: Person) -> Changed | None:
        return {"decision": moderation.decide(idea, word, by=by, reason=wish.reason).pk}

    return apply


def _judge_back(changed: Changed, by: Person) -> None:
    moderation.undo(Decision.objects.get(pk=changed["decision"]), by=by)


def _merge(idea: Idea, wish: Wish, by: Person) -> Changed | None:
    target = Idea.objects.visible_to(by).filter(pk=row_id(wish.value.lstrip("#"))).first()
    if target is None:
        raise Refused(_("Choose the idea into which they go."))
    if target.pk == idea.pk:  # one of those chosen takes the others in
        return None
    return {"merge": merges.merge(idea, target, by=by, reason=wish.reason).pk}


def _merge_back(changed: Changed, by: Person) -> None:
    merges.undo(Merge.objects.get(pk=changed["merge"]), by=by)


def _done(idea: Idea, wish: Wish, by: Person) -> Changed | None:
    return {} if idea.triaged is None else None


def _done_back(changed: Changed, by: Person) -> None:
    """That it was dealt with is taken back for every deed."""


DEEDS = {
    "status": Deed(_status, _status_back),
    "tag": Deed(_tag, _tag_back),
    "outcome": Deed(_outcome, _outcome_back),
    "owner": Deed(_owner, _owner_back),
    "answer": Deed(_answer, _answer_back),
    "approve": Deed(_judge("approve"), _judge_back),
    "hide": Deed(_judge("hide"), _judge_back),
    "spam": Deed(_judge("spam"), _judge_back),
    "merge": Deed(_merge, _merge_back),
    "done": Deed(_done, _done_back),
}
