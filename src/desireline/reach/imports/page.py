"""What the pages of imports show, and what their forms say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from desireline.kit.jobs.api import said
from desireline.listen.boards.api import boards_for, shown_statuses
from desireline.people.audiences.api import choices_for
from desireline.reach.imports import life, undoing
from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.bringing.plan import NEW
from desireline.reach.imports.mapping_words import FIELDS
from desireline.reach.imports.models import ImportBatch, ImportProblem
from desireline.reach.imports.telling import filled

if TYPE_CHECKING:
    from django.http import QueryDict

    from desireline.people.identity.api import Person

State = ImportBatch.State
BUSY = (State.CHECKING, State.WAITING, State.RUNNING, State.UNDOING)
_SHOWN, _ROWS, _READ = 50, 8, 5000


def words() -> dict[str, str]:
    """What kinds of things are called."""
    return {
        "idea": _("Ideas"), "vote": _("Votes"), "comment": _("Comments"), "person": _("People"),
        "account": _("Accounts"), "board": _("Boards"), "status": _("Statuses"), "tag": _("Tags"),
        "attachment": _("Files"), "merge": _("Merges"), "follow": _("Followers"), "row": _("Rows"),
        "idea_tag": _("Tags on ideas"), "status_change": _("Status changes"), "response": _("Official responses"),
        "total": _("Totals without voters"), "membership": _("Memberships"),
        "officialresponse": _("Official responses"), "option": _("Settings"), "change": _("Changes"),
        # tables of our own export
        "ideatag": _("Tags on ideas"), "statuschange": _("Status changes"), "guestvote": _("Votes of guests"),
        "future": _("Futures"), "desiredoutcome": _("Outcomes"), "rating": _("Ratings"),
        "project": _("Projects"),
    }  # fmt: skip


def called(kind: str) -> str:
    """What a kind of thing, or a table of our own export, is called."""
    named = words()
    return named.get(kind) or named.get(kind.partition("_")[2]) or _("Other rows")


def states() -> dict[str, tuple[str, str]]:
    """What states are called, and their colour."""
    return {
        State.CHECKING: (_("Being looked at"), "info"), State.READY: (_("Ready"), "info"),
        State.WAITING: (_("Waits"), "info"), State.RUNNING: (_("Runs"), "info"), State.DONE: (_("Done"), "good"),
        State.FAILED: (_("Stopped"), "bad"), State.UNDOING: (_("Being undone"), "warn"),
        State.UNDONE: (_("Undone"), "warn"),
    }  # fmt: skip


def listed() -> list[dict[str, Any]]:
    named = states()
    return [
        {"id": one.pk, "name": one.name, "made": one.made, "state": named[one.state], "by": one.by,
         "ideas": sum(one.counts.get(kind, {}).get("created", 0) for kind in ("idea", "listen_idea"))}
        for one in ImportBatch.objects.select_related("by").order_by("-pk")[:50]
    ]  # fmt: skip


def of(batch: ImportBatch, person: Person | None) -> dict[str, Any]:
    look = batch.preview
    kind: str = look.get("label", "")
    problems: list[Any] = look.get("problems", []) if batch.state == State.READY else list(
        ImportProblem.objects.filter(batch=batch).order_by("id").values("file", "row", "kind", "text", "facts")[:_READ]
    )  # fmt: skip
    grouped = _grouped(problems)
    told = look.get("counts", {}) if batch.state == State.READY else batch.counts
    lines = sum(told.get("line", {}).values())
    return {
        "batch": batch,
        "error": said(batch.error),
        "state": states()[batch.state],
        "busy": batch.state in BUSY,
        "look": look,
        "kind": _(kind) if kind else "",
        "counts": (counts := _rows(_looked(look) if batch.state == State.READY else batch.counts)),
        "told": [what for what in ("found", "changed", "same") if any(row[what] for row in counts)],
        "problems": grouped[:_SHOWN],
        "more_problems": max(0, lines - sum(one["number"] for one in grouped[:_SHOWN])),
        "boards": [(NEW, _("A new board")), *((one.slug, one.name) for one in boards_for(person))],
        "statuses": [
            (NEW, _("A new status")),
            *((one.slug, one.name) for one in shown_statuses().values() if not one.archived),
        ],
        "audiences": [(one.pk, str(one)) for one in choices_for(person)] if person else [],
        "kinds": _table_kinds(),
        "fields": {kind: _fields(kind) for kind in FIELDS},
        "undone": _undone(batch.counts.get("undone", {})),
    }  # fmt: skip


def _grouped(problems: list[Any]) -> list[dict[str, Any]]:
    """The same sentence about many lines of a file is said once, with the first of the lines."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in problems:
        text = filled(one["text"], one["facts"])
        group = found.setdefault(
            (one["file"], text), {"file": one["file"], "text": text, "rows": [], "number": 0}
        )
        group["number"] += 1
        if one["row"] and len(group["rows"]) < _ROWS:
            group["rows"].append(str(one["row"]))
    return list(found.values())


def undoing_of(batch: ImportBatch) -> dict[str, Any]:
    """What an undo would take away and what would stay, and why. Refused where there is nothing to undo."""
    undoing.check(batch)
    signs, staying = life.signs(batch), life.ideas(batch)
    rows = bulk.model("listen.Idea").objects.filter(pk__in=sorted(staying)[:_SHOWN]).order_by("pk")
    told = _signs()
    return {
        "batch": batch,
        "going": [(row["name"], row["created"]) for row in _rows(batch.counts) if row["created"]],
        "stays": len(staying),
        "more": max(0, len(staying) - _SHOWN),
        "ideas": [
            {
                "idea": row,
                "why": ", ".join(str(told[sign]) for sign in told if sign in signs.get(row.pk, ()))
                or _("merged with one that stays"),
            }
            for row in rows
        ],
    }


def _signs() -> dict[str, str]:
    return {
        "votes": _("votes"), "guests": _("votes of guests"), "comments": _("comments"), "reactions": _("reactions"),
        "edits": _("edits"), "outcomes": _("outcomes"), "tags": _("tags"), "statuses": _("a new status"),
        "responses": _("an official response"), "merges": _("merges"),
        "projects": _("projects"),
    }  # fmt: skip


def _fields(kind: str) -> list[tuple[str, str]]:
    """What a column of such a table may mean, with what it is called, in the order of the alphabet."""
    named = {
        "id": _("number or key"), "title": _("title"), "body": _("text"), "summary": _("summary"),
        "author_id": _("author: number"), "author_name": _("author: name"), "author_email": _("author: e-mail"),
        "created": _("date"), "created_time": _("time of day"), "status": _("status"), "tags": _("tags"),
        "category": _("category"), "board": _("board"), "votes": _("how many votes"),
        "response": _("official response"), "url": _("address"), "merged_into": _("merged into"),
        "idea": _("idea that it belongs to"), "parent": _("comment that it answers"),
        "internal": _("only for the team"), "person_id": _("voter: number"), "person_name": _("voter: name"),
        "person_email": _("voter: e-mail"), "weight": _("how much it matters"), "name": _("name"),
        "email": _("e-mail"), "account": _("account"),
    }  # fmt: skip
    return sorted(((field, named[field]) for field in FIELDS[kind]), key=lambda one: one[1].casefold())


def _table_kinds() -> list[tuple[str, str]]:
    return [
        ("ideas", _("Ideas")), ("comments", _("Comments")), ("votes", _("Votes")), ("people", _("People")),
        ("ignore", _("Nothing: leave it out")),
    ]  # fmt: skip


def _looked(look: dict[str, Any]) -> dict[str, Any]:
    """The counts of a dry run. What has a counterpart here is found, not new."""
    counts = dict(look.get("counts", {}))
    for kind, names in (("board", "boards"), ("status", "statuses"), ("tag", "tags")):
        met = sum(1 for one in look.get(names, ()) if one["becomes"])
        if kind in counts and met:
            counts[kind] = {**counts[kind], "found": met, "created": counts[kind].get("all", 0) - met}
    return counts


def _rows(counts: dict[str, Any]) -> list[dict[str, Any]]:
    """By what things are called, in the order of `words`; what has no name of its own comes last."""
    told = ("all", "created", "found", "changed", "same")
    found: dict[str, dict[str, Any]] = {}
    for kind, facts in counts.items():
        if kind not in ("line", "undone"):
            row = found.setdefault(called(kind), {"name": called(kind), **dict.fromkeys(told, 0)})
            for what in told:
                row[what] += facts.get(what, 0)
    told_of = [row for row in found.values() if any(row[what] for what in told)]
    return sorted(told_of, key=lambda row: _place(row["name"]))


def _place(name: str) -> int:
    named = list(words().values())
    return named.index(name) if name in named else len(named)


def _undone(told: dict[str, int]) -> list[tuple[str, str, int]]:
    found: Counter[tuple[str, str]] = Counter()
    for key, number in told.items():
        kind, what = key.split(".")
        found[called(kind), what] += number
    return [
        (*key, n) for key, n in sorted(found.items(), key=lambda one: (_place(one[0][0]), one[0][1])) if n
    ]


def chosen(batch: ImportBatch, data: QueryDict, person: Person) -> dict[str, Any]:
    """The plan of the form: `kind-N`, `column-N-M`, `board-N`, `status-N`, by their place on the page."""
    look = batch.preview
    mapping = {}
    for n, table in enumerate(look.get("columns", ())):
        columns = {
            field: column["header"]
            for m, column in enumerate(table["columns"])
            if (field := data.get(f"column-{n}-{m}", ""))
        }
        order = table["mapping"].get("date_order", "dmy")
        mapping[table["table"]] = {"kind": data.get(f"kind-{n}", "ignore"), "columns": columns,
                                   "date_order": data.get(f"order-{n}", order), "board": ""}  # fmt: skip
    audience = data.get("audience", "")
    allowed = set(choices_for(person).values_list("pk", flat=True))
    return {
        "mapping": mapping,
        "boards": {
            one["name"]: data[f"board-{n}"] for n, one in enumerate(look.get("boards", ())) if f"board-{n}" in data
        },
        "statuses": {
            one["name"]: data[f"status-{n}"] for n, one in enumerate(look.get("statuses", ())) if f"status-{n}" in data
        },
        "audience": int(audience) if audience.isdigit() and int(audience) in allowed else None,
    }  # fmt: skip
