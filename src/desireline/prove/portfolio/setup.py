"""The portfolio's place in the menu, its panel on the project page, its option, and people's own words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects.api import PROJECT_PANELS
from desireline.kit.options.api import Declared, Group, declare, declare_group
from desireline.kit.pages.context import MENU, Entry
from desireline.people.profile.api import ERASERS, EXPORTERS
from desireline.prove.portfolio import own
from desireline.prove.portfolio.page import BUDGET
from desireline.prove.portfolio.panel import panel, sees

MENU.add("portfolio", Entry(_("Portfolio"), "portfolio", "briefcase", place="team", order=14, shown=sees))
PROJECT_PANELS.add("case", panel)
declare_group(Group("portfolio", _("Portfolio"), _("What the ranking of projects begins with."), 65))
declare(
    Declared(
        BUDGET, "portfolio", _("Budget for development"), 0, least=0, most=10**12,
        help=_("0: half of what all ranked projects still cost."),
    )
)  # fmt: skip
ERASERS.add("portfolio", own.forget)
EXPORTERS.add("case_changes", own.case_changes)
EXPORTERS.add("review_decisions", own.review_decisions)
