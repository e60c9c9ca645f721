"""Everything that is kept about a person, as a zip of JSON files that people and machines can read."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO

import orjson
from allauth.account.models import EmailAddress

from desireline.engines.files.api import StoredFile, open_file
from desireline.people.accounts.models import Membership
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice, NoticeChoice, Subscription
from desireline.people.profile.api import EXPORTERS


def takeout(person: Person) -> IO[bytes]:
    """An open file with the zip, at its beginning. Rows and files are packed one by one, large ones on disk."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(EXPORTERS.names()):
            with archive.open(f"{name}.json", "w") as out:
                _write(out, EXPORTERS[name](person))
        for stored in StoredFile.objects.filter(by=person.pk).order_by("id").iterator():
            _add(archive, stored)
    file.seek(0)
    return file


def _write(out: IO[bytes], rows: Iterable[Mapping[str, object]]) -> None:
    out.write(b"[")
    for number, row in enumerate(rows):
        out.write(b",\n" if number else b"\n")
        out.write(orjson.dumps(row, default=str))
    out.write(b"\n]\n")


def _add(archive: zipfile.ZipFile, stored: StoredFile) -> None:
    """The content of a file that the person brought. One that is gone from the folder is only in the list."""
    try:
        source = open_file(stored)
    except FileNotFoundError:
        return
    with source, archive.open(member(stored), "w", force_zip64=True) as out:
        shutil.copyfileobj(source, out)


def member(stored: StoredFile) -> str:
    """The name of a file in the archive."""
    return f"files/{stored.pk}-{stored.name}"


def files(person: Person) -> Iterable[Mapping[str, object]]:
    """Pictures and attachments that the person brought."""
    for stored in StoredFile.objects.filter(by=person.pk).order_by("id").iterator():
        yield {
            "file": member(stored),
            "name": stored.name,
            "type": stored.type,
            "size": stored.size,
            "at": stored.at,
        }


def profile(person: Person) -> Iterable[Mapping[str, object]]:
    fields = (
        "id",
        "email",
        "name",
        "about",
        "role",
        "attributes",
        "language",
        "time_zone",
        "theme",
        "joined",
        "seen",
    )
    yield {**{field: getattr(person, field) for field in fields}, "account": str(person.account or "")}


def addresses(person: Person) -> Iterable[Mapping[str, object]]:
    rows: Iterable[Mapping[str, object]] = EmailAddress.objects.filter(user_id=person.pk).values(
        "email", "verified", "primary"
    )
    return rows


def accounts(person: Person) -> Iterable[Mapping[str, object]]:
    return Membership.objects.filter(person=person).values("account__name", "title", "since")


def notices(person: Person) -> Iterable[Mapping[str, object]]:
    rows = Notice.objects.filter(person=person).order_by("id")
    return rows.values("kind", "title", "text", "url", "at", "read_at").iterator()


def followed(person: Person) -> Iterable[Mapping[str, object]]:
    return Subscription.objects.filter(person=person).values("topic", "on", "at")


def choices(person: Person) -> Iterable[Mapping[str, object]]:
    return NoticeChoice.objects.filter(person=person).values("kind", "in_app", "mail")
