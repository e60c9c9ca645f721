"""What gates bring: the kind of notice, the options of fast tracks, panels, and what people take along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.gates import fast, own, panel
from desireline.codevelop.gates.telling import KIND
from desireline.codevelop.projects.panels import PROJECT_PANELS
from desireline.kit.options.api import Declared, Group, declare, declare_group
from desireline.people.notices.api import declare_kind
from desireline.people.profile.api import ERASERS, EXPORTERS

declare_kind(KIND, _("A gate of a project that I work on is decided"), staff=True)
declare_group(
    Group(
        "fast_tracks",
        _("Fast tracks"),
        _(
            "The evidence with which a steward may open a shorter way: people and accounts, or the opportunity score."
        ),
        60,
    )
)
declare(
    Declared(
        fast.PEOPLE,
        "fast_tracks",
        _("People who support one of its ideas"),
        default=50,
        least=1,
        most=1_000_000,
    )
)
declare(Declared(fast.ACCOUNTS, "fast_tracks", _("Accounts among them"), default=10, least=0, most=1_000_000))
declare(
    Declared(
        fast.SCORE, "fast_tracks", _("Or the opportunity score of its outcome"), default=10, least=1, most=20
    )
)
PROJECT_PANELS.add("gate", panel.gate)
PROJECT_PANELS.add("decisions", panel.decisions)
ERASERS.add("gates", own.forget)
EXPORTERS.add("gate_scores", own.gate_scores)
EXPORTERS.add("gate_decisions", own.gate_decisions)
