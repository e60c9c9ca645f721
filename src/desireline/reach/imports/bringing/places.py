"""Boards, statuses and tags: mapped to what is here, or made."""

from __future__ import annotations

from typing import Any

from desireline.kit.options.api import bump
from desireline.kit.text.api import slugify
from desireline.listen.boards.api import ensure
from desireline.people.audiences.api import basic
from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.bringing.context import Run, digest
from desireline.reach.imports.bringing.plan import NEW, Plan
from desireline.reach.imports.records import BoardRecord, StatusRecord, TagRecord

STAGES = {"open": "new", "planned": "planned", "started": "started", "done": "done", "declined": "declined"}
HUES = {"new": 250, "review": 75, "planned": 280, "started": 218, "done": 155, "declined": 22}
_FIRST = frozenset(
    ("", "open", "new", "none", "active", "neu", "offen", "nuevo", "abierto", "nouveau", "ouvert")
)


def board_for(record: BoardRecord, plan: Plan) -> Any:
    """The board here that the source's board becomes, or None for a new one."""
    boards = bulk.model("listen.Board").objects
    slug = plan.board or plan.boards.get(record.name) or plan.boards.get(record.source_id) or ""
    if slug and slug != NEW:
        return boards.filter(slug=slug).first()
    return (
        None if slug == NEW else boards.filter(name__iexact=_name(record.name, record.source_id, 80)).first()
    )


def write_boards(to: Run, records: list[BoardRecord]) -> None:
    to.known.load("board", [record.source_id or "-" for record in records])
    for record in records:
        key = record.source_id or "-"
        if to.known.get("board", key):
            to.count("board", "same")
            continue
        board = board_for(record, to.plan)
        if board is None:
            board = _new_board(to, record)
            to.known.add("board", key, board.pk, digest(record))
            to.count("board", "created")
        else:
            to.known.add("board", key, board.pk, digest(record), created=False)
            to.count("board", "found")


def _new_board(to: Run, record: BoardRecord) -> Any:
    boards = bulk.model("listen.Board").objects
    name = _name(record.name, record.source_id or to.label, 80)
    base, n = slugify(name) or "board", 1
    slug = base
    while slug == "new" or boards.filter(slug=slug).exists():
        n += 1
        slug = f"{base}-{n}"
    audience = basic("staff").pk if record.private else to.plan.audience or basic("public").pk
    last = boards.order_by("-position").values_list("position", flat=True).first() or 0
    bump("site")
    return boards.create(
        slug=slug,
        name=name,
        intro=record.description,
        audience_id=audience,
        position=last + 1,
        created=record.created or to.now,
    )


def default_board(to: Run) -> int:
    """Where ideas go whose source tells of no board."""
    found = to.known.id_of("board", "-")
    if found is None:
        to.known.load("board", ["-"])
        write_boards(to, [BoardRecord("", to.label or "Ideas")])
        found = to.known.id_of("board", "-")
    assert found is not None  # noqa: S101 - written just above
    return found


def status_for(record: StatusRecord, plan: Plan) -> Any:
    """The status here that the source's status becomes, or None for a new one."""
    statuses = bulk.model("listen.Status").objects
    name = record.name.strip()
    chosen = plan.statuses.get(record.name) or plan.statuses.get(record.source_id) or ""
    if chosen == NEW:
        return None
    found = statuses.filter(slug=chosen).first() if chosen else None
    found = found or statuses.filter(name__iexact=name).first()
    found = found or statuses.filter(slug=slugify(name)).first()
    if found is None and name.casefold() in _FIRST:
        found = statuses.filter(is_default=True).first()
    stage = "review" if "review" in name.casefold() or "consider" in name.casefold() else STAGES[record.kind]
    if found is None and stage != "new":
        found = statuses.filter(stage=stage, archived__isnull=True).order_by("position", "id").first()
    return found


def write_statuses(to: Run, records: list[StatusRecord]) -> None:
    ensure()
    to.known.load("status", [record.source_id for record in records])
    statuses = bulk.model("listen.Status").objects
    for record in records:
        if to.known.get("status", record.source_id):
            to.count("status", "same")
            continue
        found = status_for(record, to.plan)
        to.count("status", "found" if found else "created")
        made = found is None
        if found is None:
            name = _name(record.name, record.source_id, 60)
            base, n = slugify(name) or "status", 1
            slug = base
            while statuses.filter(slug=slug).exists():
                n += 1
                slug = f"{base}-{n}"
            last = statuses.order_by("-position").values_list("position", flat=True).first() or 0
            stage = STAGES[record.kind]
            found = statuses.create(slug=slug, name=name, stage=stage, hue=HUES[stage], position=last + 1)
            bump("site")
        to.known.add("status", record.source_id, found.pk, digest(record), created=made)


def write_tags(to: Run, records: list[TagRecord]) -> None:
    tags = bulk.model("listen.Tag").objects
    latest = {record.source_id: record for record in records}
    to.known.load("tag", latest)
    for key, record in latest.items():
        if to.known.get("tag", key):
            continue
        name = _name(record.name, key, 40)
        tag, made = tags.get_or_create(
            slug=slugify(name) or "tag",
            defaults={"name": name, "by_team": True, "internal": not record.public, "created": to.now},
        )
        to.known.add("tag", key, tag.pk, digest(record), created=made)
        to.count("tag", "created" if made else "found")


def _name(name: str, other: str, length: int) -> str:
    return (" ".join(name.split()) or " ".join(other.split()) or "Ideas")[:length]
