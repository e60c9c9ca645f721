"""Notes and findings of a session as files for the team. What nobody may read is not in them."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from desireline.codevelop.sessions import words
from desireline.codevelop.sessions.models import Session
from desireline.codevelop.sessions.noting import hidden
from desireline.codevelop.sessions.reading import all_notes, findings_of
from desireline.codevelop.sessions.techniques import about
from desireline.kit.pages.dates import moment
from desireline.kit.text.cells import harmless

COLUMNS = ("what", "at", "kind", "text", "person", "outcome", "step", "noted by", "strength", "evidence")


def as_csv(session: Session) -> str:
    """One row for each note and each finding."""
    text = io.StringIO()
    cells = csv.writer(text)
    cells.writerow(COLUMNS)
    for row in all_notes(session):
        cells.writerow(
            harmless(str(one))
            for one in (
                "note", row.at.isoformat(timespec="seconds"), row.kind, row.text, _who(row),
                row.outcome.statement if row.outcome else "", row.step.text if row.step else "",
                row.by.shown_name if row.by else "", "", "",
            )
        )  # fmt: skip
    for found in findings_of(session):
        evidence = "; ".join(note.text for note in found.evidence)  # type: ignore[attr-defined]
        cells.writerow(
            harmless(str(one))
            for one in (
                "finding", found.at.isoformat(timespec="seconds"), "", found.text, "", "", "",
                found.by.shown_name if found.by else "", found.strength or "", evidence,
            )
        )  # fmt: skip
    return text.getvalue()


def as_markdown(session: Session) -> str:
    """What was found, with its evidence, and then all notes."""
    kinds = words.kinds()
    lines = [
        f"# {_one_line(session.title)}",
        "",
        f"{about(session.technique).name}, {moment(session.starts)}",
        "",
    ]
    lines += [f"## {_('What we learnt')}", ""]
    for found in findings_of(session):
        strength = f" ({found.strength}/5)" if found.strength else ""
        lines.append(f"- **{_one_line(found.text)}**{strength}")
        lines += [f"  - {_one_line(note.text)}" for note in found.evidence]  # type: ignore[attr-defined]
        if found.change:
            lines.append(f"  - {_('Changed:')} {_one_line(found.change.changed)}")
    lines += ["", f"## {_('Notes')}", ""]
    for row in all_notes(session):
        tags = [
            one
            for one in (_who(row), row.step and row.step.text, row.outcome and row.outcome.statement)
            if one
        ]
        more = f" ({', '.join(_one_line(one) for one in tags)})" if tags else ""
        lines.append(f"- {kinds[row.kind]}: {_one_line(row.text)}{more}")
    if number := hidden(session):
        lines += ["", _("Hidden for lack of consent: %(n)s.") % {"n": number}]
    return "\n".join(lines) + "\n"


def _who(row: Any) -> str:
    return row.guest.participant.person.shown_name if row.guest else ""


_ESCAPED = str.maketrans({one: f"\\{one}" for one in "\\`*_[]<>#|"})


def _one_line(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPED)
