"""Files out of the archive, kept and linked."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from desireline.engines.files.api import remove, save_bytes
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import refusal
from desireline.kit.rows.api import one, run
from desireline.reach.imports.bringing import bulk, links
from desireline.reach.imports.bringing.context import Run
from desireline.reach.imports.records import AttachmentRecord
from desireline.reach.imports.words import Refusal, say

KIND = "attachment"


def write(to: Run, records: list[AttachmentRecord]) -> None:
    to.known.load(KIND, [record.source_id for record in records])
    for record in records:
        if to.known.get(KIND, record.source_id):
            to.count(KIND, "same")
        else:
            _bring(to, record)


def _bring(to: Run, record: AttachmentRecord) -> None:
    idea, comment = _place(to, record)
    if idea is None:
        to.say(record.where, say("A file of nothing that is here: “{name}”.", name=record.name), True)
        return
    if record.size > settings.MAX_UPLOAD:
        to.say(
            record.where, say("The file “{name}” is larger than uploads may be here.", name=record.name), True
        )
        return
    try:
        with to.source.open(record.member) as stream:
            data = stream.read(settings.MAX_UPLOAD + 1)
        with transaction.atomic():
            stored = save_bytes(data, name=record.name or record.member.rsplit("/", 1)[-1], by=to.by)
    except Refused as refused:
        text = say("The file “{name}” is left out: {why}", name=record.name, why=refusal(refused))
        to.say(record.where, text, True)
        return
    except Refusal:
        to.say(record.where, say("The file “{name}” is damaged.", name=record.name), True)
        return
    made = bulk.model("listen.Attachment").objects.create(idea_id=idea, file=stored)
    to.known.add(KIND, record.source_id, made.pk)
    to.count(KIND, "created")
    table, pk = ("listen_comment", comment) if comment else ("listen_idea", idea)
    body = one(f"SELECT body FROM {table} WHERE id = %s", [pk])[0]  # noqa: S608 - our own name
    linked = links.relinked(body, {record.source_id: f"/ideas/{idea}/files/{stored.pk}"})
    if linked != body:
        run(f"UPDATE {table} SET body = %s WHERE id = %s", [linked, pk])  # noqa: S608


def _place(to: Run, record: AttachmentRecord) -> tuple[int | None, int | None]:
    """The idea and the comment that it belongs to."""
    to.known.load("idea", [record.idea])
    to.known.load("comment", [record.comment])
    comment = to.known.id_of("comment", record.comment)
    if comment:
        row = one("SELECT idea_id FROM listen_comment WHERE id = %s", [comment])
        return (row[0] if row else None), comment
    return to.known.id_of("idea", record.idea), None


def forget(attachment: int) -> None:
    """Take a file away again."""
    found = bulk.model("listen.Attachment").objects.select_related("file").filter(pk=attachment).first()
    if found is not None:
        stored = found.file
        found.delete()
        remove(stored)
