"""Brings a demo into an empty instance: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from desireline.futures.futures.api import Future
from desireline.kit.errors import Refused
from desireline.kit.options.api import bump
from desireline.listen.boards.api import Board
from desireline.people.identity.api import Person
from desireline.people.notices.api import muted
from desireline.site.demo import (
    fill_ends,
    fill_futures,
    fill_gates,
    fill_ideas,
    fill_leads,
    fill_participation,
    fill_people,
    fill_portfolio,
    fill_projects,
    fill_recognition,
    fill_scorecard,
    fill_sessions,
    fill_sight,
    fill_voices,
)
from desireline.site.demo.script import BANK
from desireline.site.demo.script import load as read
from desireline.site.demo.simulate import simulate
from desireline.site.demo.world import Say, World
from desireline.site.demo_sources.fill import fill

__all__ = ["load"]

NOT_EMPTY = (
    "This instance is not empty, and the demo goes only into an empty one, so that nothing of yours is mixed with it."
    " Start another instance for it: DESIRELINE_DATA=some-new-folder DESIRELINE_DEMO=yes desireline up"
)
STEPS: tuple[Callable[[World], None], ...] = (
    fill_people.face,
    fill_people.audiences,
    fill_people.accounts,
    fill_people.people,
    fill_futures.futures,
    fill_futures.outcomes,
    fill_futures.ratings,
    fill_ideas.places,
    fill_ideas.ideas,
    fill_voices.impressions,
    fill_voices.votes,
    fill_voices.comments,
    fill_voices.follows,
    fill_ends.merges,
    fill_ends.counts,
    fill_leads.leads,
    fill_projects.projects,
    fill_gates.gates,
    fill_participation.participation,
    fill_sessions.sessions,
    fill_sight.orphan,
    fill_portfolio.portfolio,
    fill_sight.promises,
    fill_recognition.recognition,
)
LAST: tuple[Callable[[World], None], ...] = (
    fill_scorecard.scorecard,
    fill_ends.blocks,
    fill_ends.orders,
    fill_ends.search,
)


def load(say: Say, *, folder: Path = BANK) -> World:
    """Read the texts in `folder`, simulate the customers, and write everything in one transaction.

    Raises Refused where somebody or something is already here, and ScriptError for texts that are not right.
    Nobody is told and no mail is sent; the cast find some unread notices.
    """
    if Person.objects.exists() or Board.objects.exists() or Future.objects.exists():
        raise Refused(NOT_EMPTY)
    script = read(folder)
    world = World(script, simulate(script), timezone.now(), say)
    say(f"{script.brand.name}: a simulated organisation with its customers")
    with transaction.atomic(), override("en"):
        with muted():
            for step in STEPS:
                step(world)
        fill_ends.notices(world)
        with muted():
            for step in LAST:
                step(world)
        if fill(seed=script.brand.seed, now=world.now):
            say("  other systems, simulated: orders, tickets, devices, articles")
        bump("site", *(f"board:{board.pk}" for board in world.boards.values()))
    return world
