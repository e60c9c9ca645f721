"""Some of the participants, for a purpose: testers, a panel, who may use a beta; with places, and quotas by segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation.events import BetaAccessChanged
from desireline.codevelop.participation.models import Cohort, CohortMember, CohortQuota, Participant
from desireline.codevelop.participation.rules import Filled, counted_for
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.people.audiences.api import Audience, attributes_of_person, segments_of
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

__all__ = [
    "Standing",
    "add",
    "change",
    "follow",
    "make",
    "place",
    "put_in",
    "remove",
    "restore",
    "set_quotas",
    "standing",
    "take_out",
]

FIELDS = ("name", "text", "kind", "places")
JOINED = Participant.State.JOINED


@dataclass(frozen=True, slots=True)
class Standing:
    """How full a cohort is: all, and each quota with the name of its segment."""

    cohort: Cohort
    members: int
    quotas: list[tuple[Filled, str]]

    @property
    def full(self) -> bool:
        return self.cohort.places is not None and self.members >= self.cohort.places


@transaction.atomic
def make(project: Project, *, by: Person, name: str, **fields: Any) -> Cohort:
    """A cohort of the project. `fields`: text, kind, places."""
    must(by, Permission.CODEVELOP)
    row = Cohort(project=project, by=by)
    return _save(row, {"name": name, **fields})


@transaction.atomic
def change(cohort: Cohort, *, by: Person, **fields: Any) -> Cohort:
    """Fewer places than members is allowed: nobody is put out, and nobody comes in."""
    must(by, Permission.CODEVELOP)
    return _save(cohort, fields)


def _save(row: Cohort, fields: Mapping[str, Any]) -> Cohort:
    for name in FIELDS:
        if name in fields:
            setattr(row, name, fields[name])
    row.name = " ".join(row.name.split())[:80]
    if not row.name:
        raise Refused(_("Give it a name."), field="name")
    if row.kind not in Cohort.Kind.values:
        raise Refused(_("Choose what it is for."), field="kind")
    row.save()
    return row


@transaction.atomic
def remove(cohort: Cohort, *, by: Person) -> None:
    """It is not used any more; who had access to a beta by it has none. `restore` undoes it."""
    must(by, Permission.CODEVELOP)
    if Cohort.objects.filter(pk=cohort.pk, removed_at__isnull=True).update(removed_at=timezone.now()):
        _tell_all(cohort, added=False)


@transaction.atomic
def restore(cohort: Cohort, *, by: Person) -> None:
    must(by, Permission.CODEVELOP)
    if Cohort.objects.filter(pk=cohort.pk, removed_at__isnull=False).update(removed_at=None):
        _tell_all(cohort, added=True)


@transaction.atomic
def set_quotas(cohort: Cohort, wanted: Iterable[tuple[Audience, int, bool]], *, by: Person) -> None:
    """The quotas as they should be: (segment, places, firm). Who was counted for one that goes is counted for none."""
    must(by, Permission.CODEVELOP)
    kept = []
    for audience, places, firm in wanted:
        if audience.kind != Audience.Kind.SEGMENT:
            raise Refused(_("A quota is of a segment."), field="quotas")
        if places < 1:
            raise Refused(_("A quota has at least one place."), field="quotas")
        row, _made = CohortQuota.objects.update_or_create(
            cohort=cohort, audience=audience, defaults={"places": places, "firm": firm}
        )
        kept.append(row.pk)
    CohortQuota.objects.filter(cohort=cohort).exclude(pk__in=kept).delete()


@transaction.atomic
def add(cohort: Cohort, participant: Participant, *, by: Person) -> CohortMember:
    """Put a participant in. Again is harmless. Raises Refused where there is no place for them."""
    must(by, Permission.CODEVELOP)
    if participant.state != JOINED or participant.project_id != cohort.project_id:
        raise Refused(_("Only who takes part in the project can be in its cohorts."))
    return place(cohort, participant, by=by)


def place(cohort: Cohort, participant: Participant, *, by: Person) -> CohortMember:
    """`add` without asking for a right: who answers an open call comes in by it."""
    row = Cohort.objects.select_for_update().get(pk=cohort.pk)
    known = CohortMember.objects.filter(cohort=row, participant=participant).first()
    if known:
        return known
    now = standing([row])[row.pk]
    segments = segments_of(attributes_of_person(participant.person))
    fits, quota = counted_for(
        [one for one, _name in now.quotas], segments, places=row.places, members=now.members
    )
    if not fits:
        raise Refused(_no_place(now, segments))
    made = CohortMember.objects.create(cohort=row, participant=participant, quota_id=quota, by=by)
    if row.kind == Cohort.Kind.BETA and row.removed_at is None:
        publish(BetaAccessChanged(cohort=row.pk, person=participant.person_id, added=True))
    return made


def put_in(cohort: Cohort, participant: Participant, *, by: Person) -> bool:
    """`add` that says whether there was a place, for putting in many."""
    try:
        add(cohort, participant, by=by)
    except Refused:
        return False
    return True


def _no_place(now: Standing, segments: Iterable[int]) -> str:
    """In words for whoever meets it: also customers who answer a call."""
    if now.full:
        return _("All places of “%(name)s” are taken. Give it more places, or take somebody out.") % {
            "name": now.cohort.name
        }
    mine = set(segments)
    names = [name for quota, name in now.quotas if quota.audience in mine]
    if names:
        return _(
            "The places of %(segment)s are taken. Give that quota more places, or make it one that only shows."
        ) % {"segment": ", ".join(names)}
    return _("The places that are left are kept for its quotas. Give it more places, or change the quotas.")


@transaction.atomic
def take_out(cohort: Cohort, participant: Participant, *, by: Person) -> None:
    """Take a participant out. Again is harmless. `add` undoes it while there is a place."""
    must(by, Permission.CODEVELOP)
    gone, _rows = CohortMember.objects.filter(cohort=cohort, participant=participant).delete()
    if gone and cohort.kind == Cohort.Kind.BETA and participant.state == JOINED:
        publish(BetaAccessChanged(cohort=cohort.pk, person=participant.person_id, added=False))


def follow(participant: Participant, *, was_in: bool) -> None:
    """After a step: who left has no beta any more; who is back finds their places, unless they were given away."""
    is_in = participant.state == JOINED
    if is_in == was_in or participant.pk is None:
        return
    rows = CohortMember.objects.filter(participant=participant, cohort__removed_at__isnull=True)
    found = list(rows.select_related("cohort"))
    full = standing([row.cohort for row in found]) if is_in and found else {}
    for row in found:
        now = full.get(row.cohort_id)
        if now and now.cohort.places is not None and now.members > now.cohort.places:
            row.delete()
        elif row.cohort.kind == Cohort.Kind.BETA:
            publish(BetaAccessChanged(cohort=row.cohort_id, person=participant.person_id, added=is_in))


def _tell_all(cohort: Cohort, *, added: bool) -> None:
    if cohort.kind == Cohort.Kind.BETA:
        rows = CohortMember.objects.filter(cohort=cohort, participant__state=JOINED)
        for person in rows.values_list("participant__person_id", flat=True):
            publish(BetaAccessChanged(cohort=cohort.pk, person=person, added=added))


def standing(cohorts: Iterable[Cohort]) -> dict[int, Standing]:
    """How full each is, by id. Two queries for all."""
    rows = list(cohorts)
    quotas = list(
        CohortQuota.objects.filter(cohort__in=rows).select_related("audience").order_by("id") if rows else []
    )
    counted: Counter[tuple[int, int | None]] = Counter(
        CohortMember.objects.filter(
            cohort__in=rows, participant__state=JOINED, participant__person__is_active=True
        ).values_list("cohort_id", "quota_id")
        if rows
        else []
    )
    return {
        row.pk: Standing(
            row,
            sum(n for (cohort, _quota), n in counted.items() if cohort == row.pk),
            [
                (
                    Filled(one.pk, one.audience_id, one.places, one.firm, counted[row.pk, one.pk]),
                    one.audience.name,
                )
                for one in quotas
                if one.cohort_id == row.pk
            ],
        )
        for row in rows
    }
