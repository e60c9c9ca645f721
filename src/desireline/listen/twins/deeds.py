"""What the team decides about pairs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.listen.closeness.api import Judgement, judge, withdraw
from desireline.listen.ideas.models import Idea
from desireline.listen.twins.models import Twin
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

AWAY = timedelta(days=30)


def _pairs(rows: Iterable[int], by: Person) -> list[Twin]:
    """Those of the pairs of which the person sees both ideas."""
    seen = Idea.objects.visible_to(by)
    found: Any = Twin.objects.filter(pk__in=list(rows), first__in=seen, second__in=seen)
    pairs = list(found.select_related("first").order_by("pk"))
    if not pairs:
        raise Refused(_("These are gone. Somebody else may have decided."))
    return pairs


def not_the_same(rows: Iterable[int], *, by: Person) -> list[int]:
    """These pairs are different: they are not shown again, and their board learns from it. Returns their ids."""
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        pairs = _pairs(rows, by)
        for pair in pairs:
            judge(
                Judgement.Kind.DIFFERENT,
                pair.first_id,
                board_id=pair.first.board_id,
                other_id=pair.second_id,
                closeness=pair.closeness,
                by=by,
            )
        return _move(pairs, Twin.State.DIFFERENT, by)


def later(rows: Iterable[int], *, by: Person) -> list[int]:
    """Put these pairs off for thirty days. Returns their ids."""
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        return _move(_pairs(rows, by), Twin.State.LATER, by, until=timezone.now() + AWAY)


def bring_back(rows: Iterable[int], *, by: Person) -> list[int]:
    """These pairs wait again, and nothing is learnt from what was said of them."""
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        pairs = _pairs(rows, by)
        for pair in pairs:
            said = Judgement.objects.filter(
                idea=pair.first_id, other=pair.second_id, kind=Judgement.Kind.DIFFERENT
            )
            withdraw(said.values_list("pk", flat=True))
        return _move(pairs, Twin.State.WAITING, by)


def _move(pairs: list[Twin], state: Twin.State, by: Person, *, until: Any = None) -> list[int]:
    ids = [pair.pk for pair in pairs]
    Twin.objects.filter(pk__in=ids).update(state=state, by=by, at=timezone.now(), until=until)
    return ids
