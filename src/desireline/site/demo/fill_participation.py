"""Brings who took part in the projects: calls, cohorts, agreements, consents and thanks. Simulated, and said so."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from desireline.codevelop.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Answer,
    Artefact,
    Call,
    CallAnswer,
    CallQuestion,
    Cohort,
    CohortQuota,
    Consent,
    Participant,
    ParticipantChange,
    Project,
    Thanks,
)
from desireline.codevelop.participation.api import consent_words, put_in
from desireline.people.models import Person
from desireline.site.demo.world import World

STAGE = 2  # from the conceptual prototype on customers take part
MANY = (6, 15)
PACT = "What we show you stays between us"
FOR_TWO = "For two sessions"
NDA = """
Between you and Ottermere, for this project.

1. What you see, try and hear stays between us until we publish it.
2. You may say that you take part, not in what.
3. What you say to us you may say to anybody.
4. It ends when the project is published, or after two years.
"""
LEAD = ("receipt-now", "throwaway-number")  # what Tomasz takes part in
WORDS = (
    "Your notes from the Sunday evenings changed the order of the whole screen.",
    "You found the case that none of us had thought of.",
    "Thank you for the two hours, and for saying plainly what did not work.",
)
CALLS = (
    ("bookkeeper-door", "application", "Bookkeepers with more than three clients", 12, "priya"),
    ("pots-from-change", "open", "Save the change: try the beta for a month", 40, ""),
    ("replacement-here", "application", "Has your card ever been stopped abroad?", 10, ""),
    ("throwaway-number", "invitation", "Something new about paying online", None, "tomasz"),
)
TEXT = (
    "Two sessions of an hour, one at home and one in a branch, and a question now and then. You try what is not"
    " finished and tell us what is wrong with it. There is a voucher of 25 for each session."
)
ASKED: tuple[tuple[str, str, list[str], bool], ...] = (
    ("How do you do it today?", "text", [], True),
    ("On which phone?", "choice", ["An older one", "A newer one", "None"], False),
)
SAID = (
    "With a list on paper, and a calendar.",
    "I ask my daughter.",
    "Not at all, to be honest.",
    "With a spreadsheet.",
)


def participation(world: World) -> None:
    """Customers in all projects that came so far that somebody can try something."""
    draw = random.Random(world.script.brand.seed + 401)  # noqa: S311 - a simulation
    cast = {world.people[member.key].pk for member in world.script.cast}
    crowd = list(Person.objects.filter(role="customer", is_active=True).exclude(pk__in=cast).order_by("pk"))
    _agreements(world)
    for project in Project.objects.select_related("owner").order_by("pk"):
        visit = project.visits.filter(stage__position__gte=STAGE).order_by("entered").first()
        if visit is None:
            continue
        people = draw.sample(crowd, min(len(crowd), draw.randint(*MANY)))
        for person in people:
            _join(project, person, visit.entered + timedelta(days=draw.uniform(1, 12)), draw)
        Artefact.objects.filter(project=project, stage__position__gte=STAGE).update(for_participants=True)
    _cast(world, draw)
    for told in CALLS:
        _call(world, told, crowd, draw)
    _beta(world)
    world.say(
        f"  {Participant.objects.count()} participations, {len(CALLS)} calls, agreements, consents, thanks"
    )


def _agreements(world: World) -> None:
    for key in ("throwaway-number", "branch-in-the-library"):
        project = Project.objects.get(slug=key)
        made = Agreement.objects.create(project=project, title=PACT)
        AgreementVersion.objects.create(
            agreement=made, number=1, text=NDA.strip(), at=project.created, by=project.owner
        )


def _join(project: Project, person: Person, at: datetime, draw: random.Random) -> Participant:
    """Invited, in, with consents; thanked where the project is released."""
    now = timezone.now()
    joined = min(at + timedelta(days=draw.uniform(0.2, 4)), now)
    row, made = Participant.objects.get_or_create(
        project=project,
        person=person,
        defaults={"state": "joined", "at": joined, "since": joined, "by": person},
    )
    if not made:
        return row
    _change(row, "", "invited", at, project.owner)
    _change(row, "invited", "joined", joined, person)
    for version in AgreementVersion.objects.filter(agreement__project=project):
        Acceptance.objects.get_or_create(
            version=version, person=person, defaults={"at": joined, "typed_name": person.name or "A customer"}
        )
    for purpose, (_name, text) in consent_words().items():
        if draw.random() < (0.9 if purpose == "notes" else 0.45):
            Consent.objects.create(participant=row, purpose=purpose, text=text, given_at=joined)
    if project.state == Project.State.RELEASED:
        _thank(row, project, draw)
    return row


def _change(row: Participant, before: str, after: str, at: datetime, by: Person | None) -> None:
    ParticipantChange.objects.create(participant=row, before=before, after=after, at=at, by=by)


def _thank(row: Participant, project: Project, draw: random.Random) -> None:
    Thanks.objects.create(
        participant=row, kind="words", text=draw.choice(WORDS), given_at=project.entered, by=project.owner
    )
    if draw.random() < 0.5:
        Thanks.objects.create(
            participant=row,
            kind="voucher",
            text=FOR_TWO,
            amount=Decimal(50),
            given_at=project.entered,
            by=project.owner,
        )


def _cast(world: World, draw: random.Random) -> None:
    """Tomasz in two, one of them confidential; Amara took a consent back; Jürgen is invited."""
    for key in LEAD:
        _join(Project.objects.get(slug=key), world.people["tomasz"], world.at(40), draw)
    Answer.objects.filter(person=world.people["tomasz"], question__project__slug=LEAD[0]).delete()
    amara = _join(Project.objects.get(slug="shared-notes"), world.people["amara"], world.at(55), draw)
    _join(Project.objects.get(slug="left-after-bills"), world.people["amara"], world.at(400), draw)
    Consent.objects.filter(participant=amara, purpose="recording").delete()
    Consent.objects.create(
        participant=amara,
        purpose="recording",
        text=consent_words()["recording"][1],
        given_at=world.at(54),
        withdrawn_at=world.at(20),
    )
    project = Project.objects.get(slug="one-list-when-somebody-dies")
    invited = Participant.objects.create(
        project=project,
        person=world.people["juergen"],
        state="invited",
        at=world.at(3),
        due=(world.now + timedelta(days=9)).date(),
        by=project.owner,
    )
    _change(invited, "", "invited", world.at(3), project.owner)


def _call(
    world: World, told: tuple[str, str, str, int | None, str], crowd: Sequence[Person], draw: random.Random
) -> None:
    key, way, title, places, who = told
    project = Project.objects.get(slug=key)
    call = Call.objects.create(
        project=project,
        title=title,
        text=TEXT,
        way=way,
        places=places,
        audience=world.audiences["signed_in"],
        until=(world.now + timedelta(days=24)).date(),
        opened_at=world.at(9),
        at=world.at(10),
        by=project.owner,
    )
    if way == "invitation":
        Participant.objects.filter(project=project).update(call=call)
        return
    if way == "open":
        return
    questions = CallQuestion.objects.bulk_create(
        CallQuestion(call=call, text=text, kind=kind, choices=choices, required=needed, position=place)
        for place, (text, kind, choices, needed) in enumerate(ASKED)
    )
    known = set(Participant.objects.filter(project=project).values_list("person_id", flat=True))
    fresh = [one for one in crowd if one.pk not in known]
    applying = draw.sample(fresh, min(4, len(fresh))) + ([world.people[who]] if who else [])
    for person in applying:
        at = world.at(draw.uniform(1, 8))
        row = Participant.objects.create(
            project=project, person=person, state="applied", at=at, call=call, by=person
        )
        _change(row, "", "applied", at, person)
        for one in questions:
            text = draw.choice(one.choices or SAID)
            CallAnswer.objects.create(participant=row, question=one, text=text)


def _beta(world: World) -> None:
    """A beta with quotas by segment, as far as its participants fill them."""
    project = Project.objects.get(slug="pots-from-change")
    cohort = Cohort.objects.create(
        project=project, name="Beta of the winter", kind="beta", places=24, by=project.owner, at=world.at(30)
    )
    segments = [one for key, one in world.audiences.items() if key.startswith("segment:")]
    for place, audience in enumerate(segments):
        CohortQuota.objects.create(cohort=cohort, audience=audience, places=6 - min(place, 3), firm=place < 2)
    rows = Participant.objects.filter(project=project, state="joined").select_related("person__account")
    filled = sum(put_in(cohort, row, by=project.owner) for row in rows.order_by("pk") if project.owner)
    Call.objects.filter(project=project).update(cohort=cohort)
    world.say(f"  a beta with {filled} of {cohort.places} places taken")
