"""What gatekeepers decide, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desireline.codevelop.gates.access import may_decide
from desireline.codevelop.gates.events import GateDecided, GateUndone
from desireline.codevelop.gates.models import Delivered, GateDecision, Onlooker, Score
from desireline.codevelop.gates.reading import Card, card_of, items_of
from desireline.codevelop.gates.rules import UNDO_WITHIN
from desireline.codevelop.gates.scoring import open_visit
from desireline.codevelop.gates.telling import tell, tell_undone
from desireline.codevelop.gates.way import earlier, next_stage
from desireline.codevelop.gates.words import what_happened
from desireline.codevelop.projects.api import move
from desireline.codevelop.projects.models import Project, Visit
from desireline.kit.errors import Refused
from desireline.kit.events import publish

if TYPE_CHECKING:
    from desireline.codevelop.stages.api import Stage
    from desireline.people.identity.api import Person

Verdict, State = GateDecision.Verdict, Project.State
ALLOWED = {
    State.ACTIVE: (Verdict.GO, Verdict.RECYCLE, Verdict.HOLD, Verdict.KILL),
    State.HELD: (Verdict.RESUME, Verdict.KILL),
}


def verdicts(project: Project) -> tuple[GateDecision.Verdict, ...]:
    """What can be decided about the project now."""
    return ALLOWED.get(State(project.state), ())


@transaction.atomic
def decide(
    project: Project,
    *,
    verdict: str,
    reason: str,
    version: int,
    by: Person,
    to: Stage | None = None,
    evidence: str = "",
    anyway: bool = False,
) -> GateDecision:
    """Decide at the gate before the project: go (to the next stage of its way; after the last it is released), recycle
    (`to` this or an earlier stage), hold, resume or kill. `version` is that of the project as it was looked at.

    Raises Refused without the right, without a reason, where somebody was faster, and for a go that nobody rated or
    with a must that most raters say is unmet, unless `anyway`, which is recorded.
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not may_decide(by, project.stage_id):
        raise Refused(_("Stewards and the gatekeepers of this stage decide here."))
    if project.version != version:
        raise Refused(was_moved(project))
    if verdict not in verdicts(project):
        raise Refused(_("That cannot be decided about a project as this one is now."), field="verdict")
    if not reason.strip():
        raise Refused(_("Say why. Everyone who worked on it reads this."), field="reason")
    visit = open_visit(project)
    card = card_of(visit)
    despite = verdict == Verdict.GO and not card.clear
    if despite and not anyway:
        raise Refused(_why_not(card), field="anyway")
    before, since, due = project.state, project.entered, project.due
    stage, state = _target(project, Verdict(verdict), to)
    project = _moved(project, visit, Verdict(verdict), (stage, state), by)
    decision = GateDecision.objects.create(
        project=project,
        visit=visit,
        verdict=verdict,
        to=stage,
        reason=reason.strip()[:5000],
        evidence=evidence.strip()[:5000],
        despite=despite,
        figures=figures_of(card, visit),
        before=before,
        since=since,
        due=due,
        version=project.version,
        by=by,
    )
    publish(GateDecided(decision.pk, project.pk, visit.stage_id, verdict, decision.to_id, state, by.pk))
    tell(decision, by=by)
    return decision


def _target(project: Project, verdict: GateDecision.Verdict, to: Stage | None) -> tuple[Stage | None, str]:
    here = project.stage
    if verdict == Verdict.GO:
        onward = next_stage(project)
        return onward, State.ACTIVE if onward else State.RELEASED
    if verdict == Verdict.RECYCLE:
        if to is None or to.pk not in {one.pk for one in earlier(project)}:
            raise Refused(_("Choose the stage to which it goes back."), field="to")
        return to, State.ACTIVE
    if verdict == Verdict.KILL:
        return None, State.STOPPED
    return here, State.HELD if verdict == Verdict.HOLD else State.ACTIVE


def _moved(
    project: Project,
    visit: Visit,
    verdict: GateDecision.Verdict,
    target: tuple[Stage | None, str],
    by: Person,
) -> Project:
    """Sent back to its own stage, it begins a new visit there, and its days are counted anew."""
    stage, state = target
    if verdict == Verdict.RECYCLE:
        Visit.objects.filter(pk=visit.pk).update(left=timezone.now())
    again = verdict == Verdict.RECYCLE and stage is not None and stage.pk == visit.stage_id
    project = move(project, to=stage, state=state, version=project.version, by=by)
    if again and stage is not None:
        project.entered = timezone.now()
        project.due = timezone.localdate() + timedelta(days=stage.days)
        project.save(update_fields=["entered", "due"])
    return project


def _why_not(card: Card) -> str:
    if not card.raters:
        return _(
            "Nobody has rated yet. Rate first, or say in the reason why it goes on and tick “Go anyway”."
        )
    names = "; ".join(one.text for one in card.unmet)
    return _(
        "Most raters say that this is not met: %(names)s. To go on, say why in the reason and tick “Go anyway”."
    ) % {"names": names}


def figures_of(card: Card, visit: Visit) -> dict[str, Any]:
    """The scorecard as it is now, to keep with the decision."""
    found: dict[str, Any] = {"raters": card.raters, "unmet": [one.text for one in card.unmet]}
    found["missing"] = [one.deliverable.text for one in items_of(visit) if one.done is None]
    if card.overall:
        ends = card.overall.interval
        found |= {"score": round(card.overall.mean, 2), "n": card.overall.n}
        found |= {"low": round(ends.low, 2), "high": round(ends.high, 2)} if ends else {}
    return found


def was_moved(project: Project) -> str:
    """Who was faster, and where the project is now."""
    last = (
        GateDecision.objects.filter(project=project)
        .select_related("by", "undone_by", "to")
        .order_by("-id")
        .first()
    )
    if last is None:
        return _("Somebody else moved this project a moment ago. Look at where it is now, then decide.")
    by, at = (last.undone_by, last.undone_at) if last.undone_at else (last.by, last.at)
    return _("%(name)s was faster, at %(time)s: %(what)s. Look at where it is now, then decide.") % {
        "name": by.shown_name if by else _("Somebody"),
        "time": date_format(timezone.localtime(at), "TIME_FORMAT"),
        "what": _("the last decision was taken back") if last.undone_at else what_happened(last),
    }


def why_kept(decision: GateDecision) -> str:
    """Why a decision can no longer be taken back; empty where it can."""
    if decision.undone_at is not None:
        return _("This decision was taken back already.")
    if timezone.now() - decision.at > UNDO_WITHIN:
        return _("A decision can be taken back within a day. Decide anew instead.")
    if decision.project.version != decision.version:
        return _("The project has moved on since. Take back what came after it first, or decide anew.")
    after = Visit.objects.filter(project=decision.project_id, left__isnull=True).exclude(pk=decision.visit_id)
    if any(model.objects.filter(visit__in=after).exists() for model in (Score, Delivered)):
        return _("Others have built on this decision: there are scores or deliverables for the next gate.")
    return ""


@transaction.atomic
def undo(decision: GateDecision, *, by: Person) -> Project:
    """Take a decision back within a day: the project is where it was, on the same visit, with its scores.

    Raises Refused later than that, where the project moved since, and where others built on it.
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=decision.project_id)
    decision = (
        GateDecision.objects.select_for_update(of=("self",))
        .select_related("project", "visit")
        .get(pk=decision.pk)
    )
    if not may_decide(by, decision.visit.stage_id):
        raise Refused(_("Stewards and the gatekeepers of this stage decide here."))
    if kept := why_kept(decision):
        raise Refused(kept)
    made = Visit.objects.filter(project=project, left__isnull=True).exclude(pk=decision.visit_id)
    Onlooker.objects.filter(visit__in=made).delete()
    made.delete()
    Visit.objects.filter(pk=decision.visit_id).update(left=None)
    project = move(project, to=decision.visit.stage, state=decision.before, version=decision.version, by=by)
    Project.objects.filter(pk=project.pk).update(entered=decision.since, due=decision.due)
    earlier_one = GateDecision.objects.filter(
        project=project, undone_at__isnull=True, version=decision.version - 1
    )
    earlier_one.update(version=project.version)  # it is the last again, and can be taken back as well
    decision.undone_at, decision.undone_by = timezone.now(), by
    decision.save(update_fields=["undone_at", "undone_by"])
    publish(GateUndone(decision.pk, project.pk, by.pk))
    tell_undone(decision, by=by)
    project.refresh_from_db()
    return project
