"""The measures of the scorecard, its place in the menu, and the monthly letter."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.notices.api import SUBJECTS, Subject, declare_kind, declare_topic
from desireline.people.roles.api import Permission, may, viewer
from desireline.prove.scorecard import measures as measures  # registers them
from desireline.prove.scorecard import monthly, of_projects
from desireline.prove.scorecard.of_projects import TOGETHER


def _sees(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_PORTFOLIO)


MENU.add("scorecard", Entry(_("Scorecard"), "scorecard", "trending-up", place="team", order=15, shown=_sees))
TOGETHER.add("ideas", of_projects.from_ideas)
TOGETHER.add("themes", of_projects.from_themes)
TOGETHER.add("answers", of_projects.from_answers)
TOGETHER.add("participants", of_projects.from_participants)
declare_kind(monthly.KIND, _("The scorecard of the month, if I asked for it"), mail="soon", staff=True)
declare_topic("scorecard", monthly.topics)
SUBJECTS.add("scorecard", Subject(monthly.seen, monthly.heard))
