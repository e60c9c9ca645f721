"""Who has a part in a release: drafts, made when a project is released, and their credits, found from rows."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from desireline.codevelop.projects.api import Project, contributors
from desireline.kit.jobs.api import enqueue
from desireline.kit.options.api import bump
from desireline.kit.text.api import slugify
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF
from desireline.prove.recognition.consent import ask, left_out
from desireline.prove.recognition.evidence import found_in
from desireline.prove.recognition.models import Credit, Release

JOB = "recognition.credit"
CHUNK = 500


def prepare(project: Project) -> Release:
    """The release of a project that was released: a draft, with what is known. Its credits are found by a job."""
    found, made = Release.objects.get_or_create(
        project=project,
        defaults={
            "title": project.title,
            "slug": slugify(project.title)[:80],
            "story": project.story,
            "before": project.outcome.baseline,
            "audience_id": project.audience_id,
            "released": project.entered,
        },
    )
    if made:
        enqueue(JOB, {"release": found.pk}, key=f"{JOB}:{found.pk}")
    return found


def take_back(project: Project) -> None:
    """The project is not released any more: its draft goes. What was published stays, and is shown to nobody."""
    Release.objects.filter(project=project, published__isnull=True).delete()
    bump("site")


@transaction.atomic
def gather(release: Release) -> int:
    """Find anew who has a part in it. Before it is published, credits without evidence go; afterwards they stay.
    Returns how many people have one."""
    found = {(one.person, one.role) for rows in found_in(release.project).values() for one in rows}
    people = {person for person, _role in found}
    out = left_out(people)
    here = _here(people - out)
    wanted = {(person, role) for person, role in found if person in here}
    known = dict.fromkeys(Credit.objects.filter(release=release).values_list("person_id", "role"))
    Credit.objects.bulk_create(
        (
            Credit(release=release, person_id=person, role=role, staff=here[person], at=release.released)
            for person, role in sorted(wanted - set(known))
        ),
        batch_size=CHUNK,
        ignore_conflicts=True,
    )
    if release.published is None:
        for person, role in set(known) - wanted:
            Credit.objects.filter(release=release, person=person, role=role).delete()
    release.supporters = sum("voted" in one.ways for one in contributors(release.project))
    release.counted = timezone.now()
    release.save(update_fields=["supporters", "counted"])
    bump("site")
    return len(here)


def gather_and_ask(pk: int) -> int:
    """For the job: credits of a draft, and the question to those who never said whether they want to be named."""
    release = Release.objects.select_related("project").filter(pk=pk, published__isnull=True).first()
    if release is None:
        return 0
    people = gather(release)
    ask(release)
    return people


def _here(people: set[int]) -> dict[int, bool]:
    """Those who are still here, and whether they are of our own."""
    found: dict[int, bool] = {}
    ids = sorted(people)
    for at in range(0, len(ids), CHUNK):
        rows = Person.objects.filter(pk__in=ids[at : at + CHUNK], erased__isnull=True)
        found |= {pk: role in STAFF for pk, role in rows.values_list("pk", "role")}
    return found
