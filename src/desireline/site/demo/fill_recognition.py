"""Brings what became real: releases with thanks, who has a part in them, and who wants to be named. Simulated."""

from __future__ import annotations

import random
import tomllib
from datetime import timedelta
from typing import Any

from desireline.codevelop.models import Project
from desireline.kit.options.api import put
from desireline.people.models import Person
from desireline.prove.models import Credit, CreditChoice, Release, ThankNote, Told
from desireline.prove.recognition.api import gather, look, parts_of
from desireline.site.demo.script import BANK
from desireline.site.demo.world import BATCH, World

FILE = "releases.toml"
PROMISED = 45  # days: what the staff of the script keep about half the time
SHARES = {"named": 0.55, "nameless": 0.25, "left_out": 0.03}  # the others said nothing yet
CAST = {"amara": "named", "priya": "named", "tomasz": "nameless", "lucia": "named"}


def recognition(world: World) -> None:
    """Releases of the projects that the script has; then how soon ideas are answered."""
    told = tomllib.loads((BANK / FILE).read_text(encoding="utf-8"))["release"]
    projects = {
        one.slug: one for one in Project.objects.filter(state="released").select_related("outcome", "owner")
    }
    made = [_release(one, projects[one["project"]], world) for one in told if one["project"] in projects]
    for release, _one in made:
        gather(release)
    _choices(world)
    people = 0
    for release, one in made:
        people += _told(release, one, world)
    put({"response_days": PROMISED})
    look()
    world.say(f"  {len(made)} releases, {Credit.objects.count()} credits, {people} people told, simulated")


def _release(one: dict[str, Any], project: Project, world: World) -> tuple[Release, dict[str, Any]]:
    release = Release.objects.create(
        project=project,
        title=one["title"],
        slug=one["project"],
        story=project.story,
        before=project.outcome.baseline,
        after=one.get("after"),
        measured=(project.entered + timedelta(weeks=one["measured"])).date() if "measured" in one else None,
        audience_id=project.audience_id,
        released=project.entered,
    )
    return release, one


def _choices(world: World) -> None:
    """What they say of being named: some by name, some without, a few not at all, many nothing."""
    draw = random.Random(world.script.brand.seed + 313)  # noqa: S311 - a simulation
    keys = {world.people[key].pk: choice for key, choice in CAST.items() if key in world.people}
    ids = set(Credit.objects.values_list("person_id", flat=True)) | set(keys)
    rows = []
    for person in Person.objects.filter(pk__in=ids).order_by("pk"):
        chosen = keys.get(person.pk) or _drawn(draw)
        at = min(world.now, person.joined + timedelta(days=draw.uniform(1, 90)))
        rows += [CreditChoice(person=person, choice=chosen, at=at)] if chosen else []
    CreditChoice.objects.bulk_create(rows, batch_size=BATCH)


def _drawn(draw: random.Random) -> str:
    value = draw.random()
    for choice, share in SHARES.items():
        value -= share
        if value < 0:
            return choice
    return ""


def _told(release: Release, one: dict[str, Any], world: World) -> int:
    """It was published some days after it became real, with thanks, and everyone who may see it was told."""
    if "told" not in one:
        return 0
    published = release.released + timedelta(days=one["told"])
    Release.objects.filter(pk=release.pk).update(published=published, by=release.project.owner)
    for place, note in enumerate(one["thanks"]):
        if note["by"] in world.people:
            at = min(world.now, published + timedelta(days=place, hours=3))
            ThankNote.objects.create(release=release, text=note["text"], by=world.people[note["by"]], at=at)
    rows = [
        Told(release=release, person_id=person, part=part, at=published)
        for person, part in parts_of(release).items()
    ]
    Told.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
