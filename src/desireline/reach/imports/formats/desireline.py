"""Our own export: manifest.json, `data/<kind>.jsonl` and `files/<key>`. See docs/developers/export-format.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import partial
from hashlib import sha256
from typing import Any, get_args

import orjson

from desireline.reach.imports import records as r
from desireline.reach.imports.encodings import lines
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.order import threaded
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source, damaged
from desireline.reach.imports.values import count, mail, money, text, when
from desireline.reach.imports.words import Place, Refusal, say

VERSION = 1
KINDS: dict[str, type[r.Thing]] = {
    "accounts": r.AccountRecord,
    "people": r.PersonRecord,
    "boards": r.BoardRecord,
    "statuses": r.StatusRecord,
    "tags": r.TagRecord,
    "ideas": r.IdeaRecord,
    "status_changes": r.StatusChangeRecord,
    "votes": r.VoteRecord,
    "tallies": r.TallyRecord,
    "follows": r.FollowRecord,
    "comments": r.CommentRecord,
    "attachments": r.AttachmentRecord,
    "merges": r.MergeRecord,
}


class DesirelineExport:
    key = "desireline"
    system = "desireline"
    label = say("Desireline export (zip)").template
    passes = 2.0

    def detect(self, sniff: Sniff) -> float:
        if not sniff.has("manifest.json"):
            return 0.0
        return 1.0 if any(name.startswith("data/") for name in sniff.members) else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[r.Record]:
        _check(source, _manifest(source))
        for kind, record in KINDS.items():
            rows = partial(_rows, source, kind, _maker(record), notes)
            yield from threaded(rows, notes) if kind == "comments" else rows()
        own = {f"data/{kind}.jsonl" for kind in KINDS}
        for member in source.members:
            if member.startswith("data/") and member.endswith(".jsonl") and member not in own:
                kind = member.removeprefix("data/").removesuffix(".jsonl")
                yield from _rows(source, kind, partial(_extra, kind), notes)


def _manifest(source: Source) -> dict[str, Any]:
    with source.open("manifest.json") as stream:
        raw = stream.read(source.limits.item)
    try:
        manifest = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise damaged("manifest.json") from error
    if not isinstance(manifest, dict) or manifest.get("format") != "desireline-export":
        raise Refusal(
            say("This is no export of Desireline."), say("Choose a file made by `desireline export`.")
        )
    if not isinstance(manifest.get("version"), int) or manifest["version"] > VERSION:
        raise Refusal(
            say("This export was made by a newer Desireline."),
            say("Bring this instance up to date, then import again."),
        )
    return manifest


def _check(source: Source, manifest: dict[str, Any]) -> None:
    """Every member that the manifest names must be there, byte for byte."""
    members = manifest.get("members")
    for member, facts in members.items() if isinstance(members, dict) else ():
        if not source.has(member) or not isinstance(facts, dict):
            raise damaged(member)
        digest = sha256()
        with source.open(member) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        if digest.hexdigest() != facts.get("sha256"):
            raise damaged(member)


def _rows(
    source: Source, kind: str, make: Callable[[dict[str, Any], Place], r.Thing | None], notes: Notes
) -> Iterator[r.Record]:
    member = f"data/{kind}.jsonl"
    if not source.has(member):
        return
    for number, raw in enumerate(lines(source, member, "utf-8"), 1):
        place = Place(member, number)
        try:
            data = orjson.loads(raw)
        except orjson.JSONDecodeError:
            notes.skip(place, say("The line is not proper JSON."))
            continue
        record = make(data, place) if isinstance(data, dict) else None
        if record is None:
            notes.skip(place, say("The line lacks what a record of this kind needs."))
        else:
            yield record


def _extra(kind: str, data: dict[str, Any], where: Place) -> r.Thing:
    return r.ExtraRecord(kind, data, where)


def _choice(of: Any, fallback: str) -> Callable[[object], str]:
    allowed = frozenset(get_args(of))
    return lambda value: value if isinstance(value, str) and value in allowed else fallback


def _weight(value: object) -> int:
    return value if type(value) is int else 1


def _listed(value: object) -> tuple[str, ...]:
    return tuple(text(part) for part in value) if isinstance(value, list) else ()


_CONVERT: dict[str, Callable[[Any], Any]] = {
    "str": text,
    "int": count,
    "int | None": lambda value: None if value is None else count(value),
    "bool": lambda value: value is True,
    "datetime | None": when,
    "Decimal | None": money,
    "tuple[str, ...]": _listed,
    "Role": _choice(r.Role, "customer"),
    "State": _choice(r.State, "open"),
    "StatusKind": _choice(r.StatusKind, "open"),
    "VoteSource": _choice(r.VoteSource, "person"),
}
_BY_NAME: dict[str, Callable[[Any], Any]] = {"email": mail, "weight": _weight}
_NEEDED = frozenset(("source_id", "title", "idea", "person", "into", "member"))


def _maker(kind: type[r.Thing]) -> Callable[[dict[str, Any], Place], r.Thing | None]:
    """A function that makes a record of this kind from an object whose keys are the record's fields."""
    convert = [
        (f.name, _BY_NAME.get(f.name) or _CONVERT[str(f.type)]) for f in fields(kind) if f.name != "where"
    ]
    needed = [
        name for name, _ in convert if name in _NEEDED and not (kind is r.AttachmentRecord and name == "idea")
    ]
    lists = {
        f.name
        for f in fields(kind)
        if f.default is not f.default_factory and f.type == "bool" and f.default is True
    }

    def make(data: dict[str, Any], where: Place) -> r.Thing | None:
        values = {
            name: to(data[name])
            for name, to in convert
            if name in data and not (name in lists and data[name] is None)
        }
        if not all(values.get(name) for name in needed):
            return None
        for name, _ in convert:
            if name not in values and name in ("name", "body", "status", "size"):
                values[name] = 0 if name == "size" else ""
        return kind(**values, where=where)

    return make


register(DesirelineExport())
