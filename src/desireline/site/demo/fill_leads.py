"""Brings a few decisions about lead customers, and whom they named; the scores are made by the worker."""

from __future__ import annotations

from desireline.site.demo.world import World
from desireline.understand.leads.api import decide, nominate
from desireline.understand.models import LeadDecision, LeadNomination

DECIDED = (
    ("tomasz", "confirmed", "Had a workaround for the big payments a year before anybody else asked.", 62.0),
    ("lucia", "declined", "Would like to, but has no time before the summer. Ask again.", 34.0),
)
NAMED = (
    ("tomasz", "priya", "", "Keeps the books of eleven firms and sees what breaks first."),
    ("juergen", "priya", "", "Builds her own lists from our exports."),
    ("priya", "", "A bookkeeper from her course", "Matches payments with a script of her own."),
)


def leads(world: World) -> None:
    """Through the verbs of the team, at days of the past."""
    by = world.role("team")
    for key, verdict, reason, days in DECIDED:
        made = decide(world.people[key], verdict, by=by, reason=reason)
        LeadDecision.objects.filter(pk=made.pk).update(at=world.at(days))
    for key, here, outside, note in NAMED:
        person = world.people[here] if here else None
        told = nominate(world.people[key], by=by, person=person, name=outside, note=note)
        LeadNomination.objects.filter(pk=told.pk).update(at=world.at(30.0))
    world.say(f"  {len(DECIDED)} decisions about lead customers, {len(NAMED)} people named as further ahead")
