"""“Your idea is now real”: one notice to each person and release, by their strongest part, in their language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from desireline.codevelop.projects.api import contributors
from desireline.people.audiences.api import among
from desireline.people.identity.api import Person
from desireline.people.notices.api import notify
from desireline.prove.recognition.consent import left_out
from desireline.prove.recognition.models import Credit, Part, Release, Told
from desireline.prove.recognition.words import TOLD_TEXT, told_title

KIND = "release"
JOB = "recognition.tell"
WAIT = timedelta(minutes=5)  # in which publishing can be taken back, and nobody noticed
CHUNK = 500
ORDER = list(Part)


def parts_of(release: Release) -> dict[int, str]:
    """Everyone who is told, with their strongest part. Who was left out, by their own wish, is not in it."""
    found: dict[int, str] = {
        one.person: Part.SUPPORTER.value for one in contributors(release.project) if "voted" in one.ways
    }
    rows = list(Credit.objects.filter(release=release).values_list("person_id", "role"))
    found |= dict(
        sorted(rows, key=lambda row: -ORDER.index(Part(row[1])))
    )  # the strongest comes last, and stays
    out = left_out(found)
    return {person: part for person, part in found.items() if person not in out}


def reached(release: Release, people: Mapping[int, str]) -> set[int]:
    """Those of the people who may see it once it is published."""
    if release.project.confidential:
        return set()
    ids = sorted(people)
    found: set[int] = set()
    for at in range(0, len(ids), CHUNK):
        found |= among(release.audience_id, ids[at : at + CHUNK])
    return found


def tell(pk: int) -> int:
    """For the job: tell everyone who has a part in it and was not told yet. Returns how many."""
    release = Release.objects.public().select_related("project", "by").filter(pk=pk).first()
    if release is None:
        return 0
    parts = parts_of(release)
    known = set(Told.objects.filter(release=release).values_list("person_id", flat=True))
    fresh = sorted(reached(release, parts) - known)
    for at in range(0, len(fresh), CHUNK):
        _tell(release, {person: parts[person] for person in fresh[at : at + CHUNK]})
    return len(fresh)


@transaction.atomic
def _tell(release: Release, parts: dict[int, str]) -> None:
    by_part: dict[str, set[int]] = defaultdict(set)
    for person, part in parts.items():
        by_part[part].add(person)
    Told.objects.bulk_create(
        (Told(release=release, person_id=person, part=part) for person, part in parts.items()),
        ignore_conflicts=True,
    )
    for part, people in by_part.items():
        notify(
            KIND,
            topic=f"release:{release.pk}",
            title=told_title(part, release.title),
            text=TOLD_TEXT,
            url=address_of(release),
            by=release.by,
            to=people,
        )


def address_of(release: Release) -> str:
    """The number decides, the words are for people."""
    return f"/releases/{release.pk}-{release.slug}" if release.slug else f"/releases/{release.pk}"


def releases_seen(person: Person, ids: set[int]) -> set[int]:
    """For notices: those of the releases that the person may see now."""
    return set(Release.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))


def hear_release(pk: int, people: set[int]) -> set[int]:
    """For notices: those of the people who may see the release."""
    release = Release.objects.public().select_related("project", "by").filter(pk=pk).first()
    return among(release.audience_id, people) if release else set()
