"""What the team does with a release: change its words, publish it, take that back, and thank in words."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.projects.api import leads
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import enqueue
from desireline.kit.options.api import bump
from desireline.kit.text.api import slugify
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.prove.recognition.crediting import gather
from desireline.prove.recognition.models import Release, ThankNote
from desireline.prove.recognition.telling import JOB, WAIT

FIELDS = ("title", "story", "before", "after", "measured", "audience")
LONGEST = 600


@transaction.atomic
def change(release: Release, *, by: Person, **fields: Any) -> Release:
    """Change any of `FIELDS`. The number in its address stays. Refused for who does not lead its project."""
    _lead(release, by)
    given = {name: fields[name] for name in FIELDS if name in fields}
    if "title" in given:
        given["title"] = given["title"].strip()[:120]
        if not given["title"]:
            raise Refused(_("Give it a title."), field="title")
        given["slug"] = slugify(given["title"])[:80]
    if release.published is not None and not given.get("story", release.story).strip():
        raise Refused(_("Tell what is real now: everyone who has a part in it reads this."), field="story")
    for name, value in given.items():
        setattr(release, name, value)
    release.save(update_fields=list(given))
    if release.published is not None and "audience" in given:
        _tell_soon(release)  # those whom a wider audience brings
    bump("site")
    return release


@transaction.atomic
def publish(release: Release, *, by: Person) -> Release:
    """Put it on the wall of its audience. A few minutes later everyone who has a part in it is told: each once, also
    when it is taken back and published anew. Refused without a story, for a confidential project, and twice."""
    release = _locked(release)
    _lead(release, by)
    if release.project.confidential:
        raise Refused(_("The project is confidential. Lift that first, if the agreement allows it."))
    if release.project.state != "released":
        raise Refused(_("The project is not released."))
    if release.published is not None:
        raise Refused(_("It is published already."))
    if not release.story.strip():
        raise Refused(_("Tell what is real now: everyone who has a part in it reads this."), field="story")
    gather(release)
    release.published, release.by = timezone.now(), by
    release.save(update_fields=["published", "by"])
    _tell_soon(release)
    bump("site")
    return release


@transaction.atomic
def withdraw(release: Release, *, by: Person) -> Release:
    """Take it off the wall: a draft again. Within the first minutes nobody was told yet."""
    release = _locked(release)
    _lead(release, by)
    if release.published is None:
        raise Refused(_("It is not published."))
    release.published, release.by = None, None
    release.save(update_fields=["published", "by"])
    bump("site")
    return release


@transaction.atomic
def thank(release: Release, *, text: str, by: Person) -> ThankNote:
    """Thanks in words, with the name of whoever gives them."""
    must(by, Permission.CODEVELOP)
    made = ThankNote.objects.create(release=release, text=_words(text), by=by)
    bump("site")
    return made


@transaction.atomic
def edit_note(note: ThankNote, *, text: str, by: Person) -> ThankNote:
    """One's own words, said anew."""
    _own(note, by)
    note.text, note.edited = _words(text), timezone.now()
    note.save(update_fields=["text", "edited"])
    bump("site")
    return note


@transaction.atomic
def remove_note(note: ThankNote, *, by: Person, on: bool = True) -> None:
    """Take one's own thanks away; `on=False` brings them back. Whoever leads the project may, too."""
    must(by, Permission.CODEVELOP)
    if note.by_id != by.pk:
        _lead(note.release, by)
    ThankNote.objects.filter(pk=note.pk).update(removed_at=timezone.now() if on else None)
    bump("site")


def _tell_soon(release: Release) -> None:
    enqueue(JOB, {"release": release.pk}, key=f"{JOB}:{release.pk}", due=timezone.now() + WAIT)


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise Refused(_("Write a word of thanks."), field="text")
    if len(words) > LONGEST:
        raise Refused(_("Make it shorter: at most %(n)s characters.") % {"n": LONGEST}, field="text")
    return words


def _own(note: ThankNote, by: Person) -> None:
    must(by, Permission.CODEVELOP)
    if note.by_id != by.pk:
        raise Refused(_("These are the words of somebody else."))


def _locked(release: Release) -> Release:
    return Release.objects.select_for_update(of=("self",)).select_related("project").get(pk=release.pk)


def _lead(release: Release, by: Person) -> None:
    must(by, Permission.CODEVELOP)
    if not leads(release.project, by):
        raise Refused(_("The owner of the project, its members and stewards publish it."))
