"""What was learnt in a session, and what follows from it: a change, or an assumption that holds or fails."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.sessions.models import Finding, Session
from desireline.codevelop.sessions.noting import readable
from desireline.codevelop.work.api import Assumption, Change, note_change, settle
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person


@transaction.atomic
def find(
    session: Session,
    *,
    by: Person,
    text: str,
    strength: int | None = None,
    observations: Iterable[int] = (),
) -> Finding:
    """Write down what was learnt; `strength` 1 to 5 says how sure we are, `observations` (ids) show it."""
    must(by, Permission.CODEVELOP)
    made = Finding(session=session, by=by)
    return _save(made, text, strength, observations)


@transaction.atomic
def rewrite(
    finding: Finding, *, by: Person, text: str, strength: int | None, observations: Iterable[int]
) -> Finding:
    """Say it in other words or with other evidence. Evidence that nobody may read now stays with it."""
    must(by, Permission.CODEVELOP)
    seen = readable().filter(session=finding.session)
    unseen = finding.observations.exclude(pk__in=seen).values_list("pk", flat=True)
    return _save(finding, text, strength, [*observations, *unseen], hidden=set(unseen))


def _save(
    finding: Finding,
    text: str,
    strength: int | None,
    observations: Iterable[int],
    *,
    hidden: Iterable[int] = (),
) -> Finding:
    finding.text, finding.strength = " ".join(text.split())[:500], strength
    if not finding.text:
        raise Refused(_("Write what you learnt."), field="text")
    if strength is not None and not 1 <= strength <= 5:
        raise Refused(_("Choose a number from 1 to 5."), field="strength")
    wanted = list(observations)
    finding.save()
    shown = readable().filter(session=finding.session, pk__in=wanted).values_list("pk", flat=True)
    finding.observations.set([*shown, *hidden])
    return finding


@transaction.atomic
def remove(finding: Finding, *, by: Person) -> None:
    """Take it away; `restore` brings it back. What followed from it stays."""
    must(by, Permission.CODEVELOP)
    Finding.objects.filter(pk=finding.pk, removed_at__isnull=True).update(removed_at=timezone.now())


@transaction.atomic
def restore(finding: Finding, *, by: Person) -> None:
    must(by, Permission.CODEVELOP)
    Finding.objects.filter(pk=finding.pk).update(removed_at=None)


@transaction.atomic
def lead_to_change(finding: Finding, *, by: Person, changed: str, in_showcase: bool = False) -> Change:
    """You said, we changed: the finding becomes what was said."""
    made = note_change(
        finding.session.project,
        by=by,
        said=finding.text,
        changed=changed[:500],
        stage=finding.session.stage_id,
        in_showcase=in_showcase,
    )
    finding.change = made
    finding.save(update_fields=["change"])
    return made


@transaction.atomic
def settle_with(finding: Finding, *, by: Person, assumption: int, holds: bool) -> Assumption:
    """The finding shows that an assumption of the project holds or fails."""
    found = Assumption.objects.filter(project=finding.session.project_id, pk=assumption).first()
    if found is None:
        raise Refused(_("Choose an assumption of this project."), field="assumption")
    settled = settle(found, by=by, holds=holds, result=finding.text)
    finding.assumption = settled
    finding.save(update_fields=["assumption"])
    return settled
