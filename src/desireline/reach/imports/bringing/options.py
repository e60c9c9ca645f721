"""Options of the site out of our own export: brand, who may sign up. What was set here stays as it is."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import refusal
from desireline.kit.options.api import OPTIONS, bump, put
from desireline.kit.options.models import Option
from desireline.kit.rows.api import fetch, run
from desireline.people.roles.api import Permission, may
from desireline.reach.exports.options import KIND, LOGO
from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.bringing.context import Run
from desireline.reach.imports.bringing.known import digest_of
from desireline.reach.imports.records import ExtraRecord
from desireline.reach.imports.words import say

_LARGEST = 1_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


def take(to: Run, records: list[ExtraRecord]) -> None:
    """Set the options that nobody set here yet. Only who may change the settings brings them."""
    if not may(bulk.model("people.Person").objects.get(pk=to.by), Permission.SETTINGS):
        text = say("Settings of the site: {number}. Only an administrator brings them.", number=len(records))
        to.note(records[0].where, text, "remark")
        return
    to.known.load(KIND, [str(record.data.get("key")) for record in records])
    there = set(Option.objects.values_list("key", flat=True))
    for record in records:
        key, value = str(record.data.get("key")), record.data.get("value")
        if to.known.get(KIND, key) or key in there:
            to.count(KIND, "same")
            continue
        if OPTIONS.get(key) is None or not isinstance(value, (str, int, bool)):
            to.say(record.where, say("This version knows no setting “{key}”.", key=key), False)
            continue
        if key == LOGO and value and not _logo(to, str(value)):
            to.say(record.where, say("The logo is not in the archive."), True)
            continue
        try:
            put({key: value})
        except Refused as refused:
            text = say("The setting “{key}” stays: {why}", key=key, why=refusal(refused))
            to.say(record.where, text, True)
            continue
        to.known.add(KIND, key, 0, digest_of(value))
        to.count(KIND, "created")


def _logo(to: Run, name: str) -> bool:
    """Put the picture where logos lie."""
    member, path = f"files/brand/{name}", f"brand/{name}"
    if "/" in name or not to.source.has(member) or to.source.size_of(member) > _LARGEST:
        return False
    with to.source.open(member) as stream:
        data = stream.read(_LARGEST)
    if not data.startswith(_PNG):
        return False
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    return True


def undo(batch: int) -> int:
    """Take back the options that a batch set and nobody changed since."""
    gone = 0
    sql = "SELECT source_id, digest FROM reach_imported WHERE batch_id = %s AND kind = %s AND created = %s"
    for key, digest in fetch(sql, [batch, KIND, True]):
        found = Option.objects.filter(key=key).first()
        if found is not None and digest_of(found.value) == digest:
            found.delete()
            gone += 1
    run("DELETE FROM reach_imported WHERE batch_id = %s AND kind = %s", [batch, KIND])
    if gone:
        bump("site")
    return gone
