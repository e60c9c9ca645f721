"""Two years of a small life: customers who rate and reach, write and are answered; projects that come and go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from desireline.codevelop.models import Artefact, ProjectOrigin, Visit
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.api import stages
from desireline.futures.outcomes.models import Attainment, CustomerScenario, DesiredOutcome, Rating
from desireline.listen.comments.models import Comment
from desireline.people.audiences.models import Audience
from desireline.people.identity.models import Person
from desireline.prove.portfolio.api import save_case
from desireline.understand.leads.models import LeadDecision
from tests import make
from tests.cast import Cast

NOW = timezone.now()


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def went(
    by: Person, began: float, *, ended: float | None = None, state: str = "active", **values: object
) -> Project:
    """A project of the first stage, or released or stopped after its days there."""
    project = make.project(by=by, **values)
    project.visits.all().delete()
    Visit.objects.create(
        project=project, stage=stages()[0], entered=ago(began), left=None if ended is None else ago(ended)
    )
    over = state in ("released", "stopped")
    Project.objects.filter(pk=project.pk).update(
        state=state,
        stage=None if over else stages()[0],
        created=ago(began),
        entered=ago(ended if ended is not None else began),
    )
    project.refresh_from_db()
    return project


def grew(project: Project, by: Person, *, posted: float) -> None:
    idea = make.idea(by=by, created=ago(posted))
    ProjectOrigin.objects.create(project=project, idea=idea, at=project.created)


def rated(outcome: DesiredOutcome, person: Person, began: float, reached: float | None = None) -> None:
    Rating.objects.create(
        outcome=outcome, person=person, importance=5, satisfaction=2, at=ago(began), changed=ago(began)
    )
    if reached is not None:
        Attainment.objects.create(outcome=outcome, person=person, started=ago(began), reached=ago(reached))


def bring(cast: Cast) -> dict[str, object]:
    """Six projects under way lately (four with customers), twelve customers of a segment, twelve ideas."""
    segment = Audience.objects.create(kind="segment", name="North", conditions={"region": ["north"]})
    people = [make.person(attributes={"region": "north"}, joined=ago(300)) for _n in range(12)]
    outcome = make.outcome(created=ago(500))
    CustomerScenario.objects.create(outcome=outcome, title="On a Monday")
    for n, person in enumerate(people):
        rated(outcome, person, 200, 200 - 10 * (n + 1) if n < 8 else None)
        idea = make.idea(by=person, created=ago(100 + n))
        Comment.objects.create(
            idea=idea, author=cast.tom, body="Thank you", created=ago(100 + n - (1 if n < 9 else 30))
        )
    LeadDecision.objects.create(person=people[0], verdict="confirmed", reason="Ahead", at=ago(250))
    made = [went(cast.tom, 150 + n, under=outcome) for n in range(3)]
    made += [went(cast.tom, 300, ended=50 + n, state="released", under=outcome) for n in range(2)]
    made.append(went(cast.tom, 300, ended=60, state="stopped", under=outcome))
    for project in made[1:5]:
        grew(project, people[0], posted=400)
    for project in made:
        save_case(project, by=cast.tom, days_planned=10)
    shown = went(cast.tom, 900, ended=800, state="stopped", under=outcome)
    Project.objects.filter(pk=shown.pk).update(shown=ago(700))
    Artefact.objects.create(
        project=shown, stage=stages()[0], kind="link", title="Sketch", in_showcase=True, at=ago(750)
    )
    return {"segment": segment, "people": people, "outcome": outcome, "projects": made}
