"""Who may use a beta, as a file for whoever opens it to them."""

from __future__ import annotations

import csv
import io

from desireline.codevelop.participation.models import Cohort, CohortMember, Participant
from desireline.codevelop.participation.standing import cleared
from desireline.kit.text.cells import harmless

COLUMNS = ("name", "email", "account", "since", "agreement version")


def csv_of(cohort: Cohort) -> str:
    """One line for each member who takes part and accepted what must be accepted; safe for spreadsheets."""
    rows = CohortMember.objects.filter(
        cohort=cohort,
        participant__state=Participant.State.JOINED,
        participant__person__is_active=True,
    ).select_related("participant__person__account", "participant__project", "participant__call")
    members = list(rows.order_by("id"))
    accepted = cleared([row.participant for row in members])
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(COLUMNS)
    for row in members:
        known = accepted.get(row.participant_id)
        if known is None:
            continue
        person = row.participant.person
        cells = (
            person.shown_name,
            person.email or "",
            person.account.name if person.account else "",
            f"{row.at:%Y-%m-%d}",
            "; ".join(f"{one.agreement.title} {one.number}" for one in known),
        )
        written.writerow([harmless(cell) for cell in cells])
    return out.getvalue()
