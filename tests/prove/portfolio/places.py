"""The published table as projects."""

from __future__ import annotations

from desireline.codevelop.projects.api import Project
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.prove.portfolio.api import save_case
from tests import make
from tests.cast import Cast

# Cooper, Edgett, Kleinschmidt: PV, Pts, Pcs, D, C.
TABLE = {
    "Alpha": (30, 0.8, 0.5, 3, 5),
    "Beta": (63.75, 0.5, 0.8, 5, 2),
    "Gamma": (8.62, 0.75, 0.75, 2, 1),
    "Delta": (3, 1, 1, 1, 0.5),
    "Echo": (50, 0.6, 0.75, 5, 3),
    "Foxtrot": (66.25, 0.5, 0.8, 10, 2),
}


def published(cast: Cast) -> dict[str, Project]:
    """Six projects of Tom's, as in the table; horizons go round."""
    found = {}
    under: DesiredOutcome = make.outcome()
    for number, (name, (value, technical, commercial, development, launch)) in enumerate(TABLE.items()):
        found[name] = make.project(name, by=cast.tom, under=under)
        save_case(
            found[name],
            by=cast.tom,
            value=value,
            technical=technical,
            commercial=commercial,
            development=development,
            commercialisation=launch,
            horizon=number % 3 + 1,
            days_planned=10 * (number + 1),
            operational_excellence=50,
            social_mission=50,
        )
    return found
