"""What the names of statuses mean, as far as a name tells."""

from __future__ import annotations

from desireline.reach.imports.records import StatusKind

_WORDS: tuple[tuple[StatusKind, tuple[str, ...]], ...] = (
    (
        "declined",
        (
            "declin",
            "reject",
            "not planned",
            "won't",
            "wont",
            "closed",
            "archiv",
            "duplicate",
            "abgelehnt",
            "verworfen",
            "geschlossen",
            "rechaz",
            "descart",
            "cerrad",
            "refus",
            "rejet",
            "ferm",
            "no further",
        ),
    ),
    (
        "done",
        (
            "complet",
            "done",
            "shipped",
            "released",
            "live",
            "launched",
            "implemented",
            "deliver",
            "fertig",
            "umgesetzt",
            "erledigt",
            "veröffentlicht",
            "hecho",
            "realizad",
            "implementad",
            "terminé",
            "livré",
            "fait",
        ),
    ),
    (
        "started",
        (
            "progress",
            "started",
            "building",
            "development",
            "working",
            "beta",
            "in arbeit",
            "begonnen",
            "en curso",
            "en proceso",
            "en cours",
            "développement",
        ),
    ),
    (
        "planned",
        (
            "planned",
            "roadmap",
            "accepted",
            "approved",
            "next",
            "geplant",
            "angenommen",
            "planificad",
            "planeado",
            "aceptad",
            "prévu",
            "planifié",
            "accepté",
        ),
    ),
)


def kind_of(name: str) -> StatusKind:
    """`open` when the name says nothing else."""
    folded = name.casefold()
    return next((kind for kind, words in _WORDS if any(word in folded for word in words)), "open")
