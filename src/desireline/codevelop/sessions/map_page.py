"""What the map shows."""

from __future__ import annotations

from typing import Any

from desireline.codevelop.sessions import mapping, words
from desireline.codevelop.sessions.access import Seat
from desireline.codevelop.sessions.models import MapCell, Session
from desireline.codevelop.sessions.page import shared
from desireline.codevelop.sessions.taking import last_taking
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def map_page(found: Seat, person: Person) -> dict[str, Any]:
    session = Session.objects.select_related("project__outcome", "scenario").get(pk=found.session.pk)
    steward = found.team and may(person, Permission.EDIT_FUTURES)
    return {
        **shared(session),
        **grid(session),
        "team": found.team,
        "others": mapping.see(session, person),
        "takes": steward and not session.project.confidential,
        "taking": last_taking(session) if steward else None,
    }


def grid(session: Session) -> dict[str, Any]:
    """Columns and rows; a cell that nobody wrote into yet has version 0."""
    columns = []
    for step in mapping.steps(session):
        cells = {cell.row: cell for cell in step.cells.all()}
        columns.append(
            {"step": step, "cells": {key: cells.get(key) or _blank(key) for key, _n, _h in words.map_rows()}}
        )
    return {"session": session, "columns": columns, "rows": words.map_rows()}


def _blank(row: str) -> MapCell:
    return MapCell(row=row, text="", version=0)


def mark(session: Session, others: list[str]) -> str:
    """Stands for what the map shows now: nothing is sent to who has it."""
    return f"{session.map_version}:{'|'.join(others)}"
