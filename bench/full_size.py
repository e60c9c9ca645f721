"""Projects with all that lives in them, on an instance of ideas that is there: who takes part, sessions, releases.

1,000 projects and 20,000 participants by default: a few projects have thousands of them, most have a dozen, and somebody who
takes part does so in one to five. Beside them what a page of projects reads: origins, work, calls, cohorts, agreements,
consents, sessions with notes and findings, releases with credits, ratings and attainments.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

BATCH = 2000
CALLED, SEGMENTS = 3, 4  # a project in so many has a call; segments that customers are in


def grow(projects: int = 1000, participants: int = 20_000) -> None:
    """Fill the instance that Django is set up on. It must have ideas, with people who wrote them."""
    from bench import portfolio
    from django.db import transaction
    from django.utils import timezone

    draw, now = random.Random(13), timezone.now()
    with transaction.atomic():
        outcomes, segments = _wanted(draw, now)
        portfolio.fill(projects)
        made = _origins(draw, outcomes)
        _work(draw, made, now)
        rows = _participants(draw, made, participants, segments, now)
        _sessions(draw, made, rows, now)
        _releases(draw, made, rows, now)


def _bulk(model: Any, rows: Iterable[Any]) -> list[Any]:
    return list(model.objects.bulk_create(rows, batch_size=BATCH))


def customers() -> list[int]:
    from desireline.people.models import Person

    return list(Person.objects.filter(role="customer").order_by("pk").values_list("pk", flat=True))


def _wanted(draw: random.Random, now: datetime) -> tuple[list[Any], list[Any]]:
    """Outcomes with ratings and attainments; segments, and who is in them; some of our own people, some leads."""
    from bench import portfolio

    from desireline.futures.models import Attainment, DesiredOutcome, Rating
    from desireline.people.models import Audience, Person

    portfolio.wanted()
    outcomes = list(DesiredOutcome.objects.all())
    segments = [
        Audience.objects.create(name=f"Segment {n}", kind="segment", conditions={"plan": [f"{n}"]})
        for n in range(SEGMENTS)
    ]
    people = list(Person.objects.filter(role="customer").only("pk", "attributes"))
    for one in people:
        one.attributes = {"plan": f"{one.pk % (SEGMENTS + 2)}"}
    Person.objects.bulk_update(people, ["attributes"], batch_size=500)
    _bulk(Person, (Person(email=f"own{n}@example.org", name=f"Own {n}", role="team") for n in range(60)))

    def at() -> datetime:
        return now - timedelta(days=draw.uniform(0, 690))

    asked = [(outcome, one) for outcome in outcomes for one in draw.sample(people, len(people) // 20)]
    _bulk(Rating, (Rating(outcome=a, person=b, importance=4, satisfaction=2, at=at()) for a, b in asked))
    begun = now - timedelta(days=700)
    _bulk(Attainment, (Attainment(outcome=a, person=b, started=begun, reached=at()) for a, b in asked[::5]))
    return outcomes, segments


def _origins(draw: random.Random, outcomes: list[Any]) -> list[Any]:
    """Each project grew out of some ideas, has members, and one in twenty is confidential."""
    from desireline.codevelop.models import Project, ProjectMember, ProjectOrigin
    from desireline.listen.models import Idea, IdeaOutcome
    from desireline.people.audiences.api import basic
    from desireline.people.models import Person

    made = list(Project.objects.select_related("stage").order_by("pk"))
    own = list(Person.objects.exclude(role="customer").values_list("pk", flat=True))
    ideas = list(Idea.objects.order_by("pk").values_list("pk", flat=True))
    grown = {one: draw.sample(ideas, draw.randrange(1, 6)) for one in made if draw.random() < 0.8}
    _bulk(
        ProjectOrigin,
        (ProjectOrigin(project=one, idea_id=idea) for one, some in grown.items() for idea in some),
    )
    linked = {idea: draw.choice(outcomes) for some in grown.values() for idea in some}
    linked |= {idea: draw.choice(outcomes) for idea in draw.sample(ideas, len(ideas) // 20)}
    _bulk(IdeaOutcome, (IdeaOutcome(idea_id=idea, outcome=outcome) for idea, outcome in linked.items()))
    _bulk(ProjectMember, (ProjectMember(project=a, person_id=b) for a in made for b in draw.sample(own, 4)))
    public = basic("public")
    for n, one in enumerate(made):
        one.owner_id = draw.choice(own)
        one.confidential = n % 20 == 7
        one.shown = one.created + timedelta(days=9) if n % 3 == 0 and not one.confidential else None
        one.audience = public if one.shown else one.audience
    Project.objects.bulk_update(made, ["owner", "confidential", "shown", "audience"], batch_size=200)
    return made


def _work(draw: random.Random, made: list[Any], now: datetime) -> None:
    from desireline.codevelop.models import Answer, Artefact, Assumption, Change, Question
    from desireline.codevelop.stages.api import stages

    first, people = stages()[0], customers()
    stage = {one: one.stage or first for one in made}
    _bulk(
        Artefact,
        (
            Artefact(project=one, stage=stage[one], kind="link", title=f"Sketch {n}", url="https://example.org/",
                     in_showcase=n == 0, for_participants=True, at=one.created)
            for one in made
            for n in range(4)
        ),
    )  # fmt: skip
    _bulk(
        Assumption,
        (
            Assumption(project=one, stage=stage[one], text=f"They want thing {n}", at=one.created)
            for one in made
            for n in range(4)
        ),
    )
    asked = _bulk(
        Question,
        (
            Question(
                project=one, stage=stage[one], text=f"How was thing {n}?", in_showcase=n == 0, at=one.created
            )
            for one in made
            for n in range(3)
        ),
    )
    _bulk(
        Answer,
        (
            Answer(question=one, person_id=who, text="Well", at=now - timedelta(days=draw.uniform(0, 700)))
            for one in asked
            for who in draw.sample(people, draw.randrange(20))
        ),
    )
    _bulk(
        Change,
        (
            Change(project=one, stage=stage[one], said="Too slow", changed="Faster", at=one.created)
            for one in made
        ),
    )


def _participants(
    draw: random.Random, made: list[Any], number: int, segments: list[Any], now: datetime
) -> dict[Any, list[Any]]:
    """By project who is in it. A few projects have most of them."""
    from desireline.codevelop.models import (
        Acceptance,
        Agreement,
        AgreementVersion,
        CallAnswer,
        Cohort,
        CohortMember,
        CohortQuota,
        Consent,
        Participant,
        ParticipantChange,
        Thanks,
    )

    house = Agreement.objects.create(title="What we show you stays with us")
    words = AgreementVersion.objects.create(agreement=house, number=1, text="Please keep it to yourself.")
    cohorts = _bulk(Cohort, (Cohort(project=one, name="Testers", kind="beta", places=4000) for one in made))
    quotas = _bulk(
        CohortQuota,
        (CohortQuota(cohort=one, audience=draw.choice(segments), places=900, firm=False) for one in cohorts),
    )
    call_of, asked = _calls(made, house, now)
    rows = _bulk(Participant, _drawn(draw, made, number, call_of, now))
    _bulk(ParticipantChange, (ParticipantChange(participant=one, after=one.state, at=one.at) for one in rows))
    _bulk(
        CallAnswer,
        (CallAnswer(participant=a, question=asked[a.call_id], text="Daily") for a in rows if a.call_id),
    )
    place = {cohort.project_id: (cohort, quota) for cohort, quota in zip(cohorts, quotas, strict=True)}
    joined = [one for one in rows if one.state == "joined"]
    _bulk(
        CohortMember,
        (
            CohortMember(cohort=place[one.project_id][0], participant=one, quota=place[one.project_id][1])
            for one in joined
        ),
    )
    _bulk(Consent, (Consent(participant=one, purpose="notes", text="Notes") for one in joined))
    _bulk(Thanks, (Thanks(participant=one, text="Thank you") for one in joined[::3]))
    bound = {one.person_id for one in joined[::2]}
    _bulk(Acceptance, (Acceptance(version=words, person_id=pk, typed_name="Me") for pk in sorted(bound)))
    found: dict[Any, list[Any]] = {one: [] for one in made}
    for row in joined:
        found[row.project].append(row)
    return found


def _calls(made: list[Any], house: Any, now: datetime) -> tuple[dict[int, Any], dict[int, Any]]:
    """By project its call, and by call its question."""
    from desireline.codevelop.models import Call, CallQuestion
    from desireline.people.audiences.api import basic

    signed = basic("signed_in")
    called = [one for n, one in enumerate(made) if n % CALLED == 0]
    calls = _bulk(
        Call,
        (
            Call(project=one, title=f"Try it with us, {one.title}", audience=signed, opened_at=one.created,
                 until=now.date() + timedelta(days=9), agreement=house if one.confidential else None)
            for one in called
        ),
    )  # fmt: skip
    asked = _bulk(CallQuestion, (CallQuestion(call=one, text="Why you?") for one in calls))
    return {one.project_id: one for one in calls}, {one.call_id: one for one in asked}


def _drawn(
    draw: random.Random, made: list[Any], number: int, calls: dict[int, Any], now: datetime
) -> Iterator[Any]:
    from desireline.codevelop.models import Participant

    people, known = customers(), set[tuple[int, int]]()
    while len(known) < number:
        project = made[int(len(made) * draw.random() ** 4)]
        pair = (project.pk, draw.choice(people))
        if pair in known:
            continue
        known.add(pair)
        state = draw.choices(("joined", "applied", "invited", "left", "refused"), (60, 15, 10, 10, 5))[0]
        at = now - timedelta(days=draw.uniform(0, 700))
        yield Participant(
            project=project, person_id=pair[1], state=state, at=at, since=at if state in ("joined", "left") else None,
            ended=at if state == "left" else None, call=calls.get(project.pk), due=_due(draw, now) if state == "invited" else None,
        )  # fmt: skip


def _due(draw: random.Random, now: datetime) -> date:
    return now.date() + timedelta(days=draw.randrange(1, 60))


def _sessions(draw: random.Random, made: list[Any], rows: dict[Any, list[Any]], now: datetime) -> None:
    """Three sessions a project; in the largest, hundreds of guests."""
    from desireline.codevelop.models import Finding, Observation, Session, SessionGuest
    from desireline.codevelop.stages.api import stages

    first, planned = stages()[0], []
    for one in made:
        for n in range(3):
            starts = now + timedelta(days=draw.uniform(-300, 30))
            planned.append(
                Session(
                    project=one,
                    stage=one.stage or first,
                    technique="interview",
                    title=f"Session {n}",
                    starts=starts,
                    ends=starts + timedelta(hours=2),
                    state="planned" if starts > now else "held",
                )
            )
    sessions = _bulk(Session, planned)
    guests = _bulk(
        SessionGuest,
        (
            SessionGuest(session=one, participant=row, state="invited" if one.state == "planned" else "came")
            for one in sessions
            for row in rows[one.project][:: draw.randrange(1, 4)]
        ),
    )
    _bulk(
        Observation,
        (
            Observation(session_id=guest.session_id, guest=guest, text="It took me too long")
            for guest in guests[::2]
        ),
    )
    _bulk(Finding, (Finding(session=one, text="It takes too long", strength=3) for one in sessions))


def _releases(draw: random.Random, made: list[Any], rows: dict[Any, list[Any]], now: datetime) -> None:
    from desireline.people.audiences.api import basic
    from desireline.prove.models import Credit, CreditChoice, Release

    public, people = basic("public"), customers()
    done = _bulk(
        Release,
        (
            Release(project=one, title=one.title, slug=one.slug, story="It is here.", audience=public,
                    released=one.entered, published=one.entered, supporters=draw.randrange(900))
            for one in made
            if one.state == "released" and not one.confidential
        ),
    )  # fmt: skip

    def of(release: Any) -> Iterator[Any]:
        there = {row.person_id for row in rows[release.project]} | set(draw.sample(people, 10))
        for n, who in enumerate(sorted(there)):
            yield Credit(
                release=release, person_id=who, role="tester" if n % 3 else "spotter", at=release.released
            )

    _bulk(Credit, (row for one in done for row in of(one)))
    _bulk(CreditChoice, (CreditChoice(person_id=pk, choice="named") for pk in people[::2]))
