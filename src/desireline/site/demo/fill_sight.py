"""Brings what the audits show: a project whose outcome was given up, and evidence of kept promises. Invented."""

from __future__ import annotations

from desireline.codevelop.models import Project
from desireline.futures.models import DesiredOutcome
from desireline.prove.models import PromiseEvidence
from desireline.site.demo.world import World

GIVEN_UP = "Minimise the effort it takes to choose the picture on my card when I order a new one"
TOLD = (  # future, promise, kept, days ago, what shows it
    (0, "value", "partly", 71.0, "Free to spend is shown to 62 % of customers; the rest still add it up."),
    (
        0,
        "value",
        "yes",
        12.0,
        "Since the release of this month all accounts show it; 9 in 10 asked trust it.",
    ),
    (
        0,
        "access",
        "partly",
        33.0,
        "In the app and by phone in three languages; the counters follow in spring.",
    ),
    (0, "choice", "yes", 40.0, "Each automatic step can be switched off; 4,100 customers did so with one."),
    (1, "value", "no", 20.0, "The forecast still comes by mail on Mondays, two days after it is needed."),
)


def orphan(world: World) -> None:
    """One project goes on although its outcome was archived: the value audit finds it."""
    future = next(iter(world.futures.values()))
    outcome = DesiredOutcome.objects.create(
        future=future,
        slug="choose-card-picture",
        statement=GIVEN_UP,
        owner=future.owner,
        position=99,
        created=world.at(500),
        archived=world.at(120),
    )
    row = Project.objects.filter(state=Project.State.ACTIVE, confidential=False).order_by("-pk").first()
    if row is not None:
        Project.objects.filter(pk=row.pk).update(outcome=outcome)


def promises(world: World) -> None:
    """What shows whether the promises of the first futures are kept; the newest counts."""
    futures, by = list(world.futures.values()), world.role("steward")
    PromiseEvidence.objects.bulk_create(
        PromiseEvidence(future=futures[n], promise=promise, kept=kept, text=text, by=by, at=world.at(days))
        for n, promise, kept, days, text in TOLD
    )
    world.say(f"  {len(TOLD)} pieces of evidence whether promises are kept")
