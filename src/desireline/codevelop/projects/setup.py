"""The places of projects in the menu, in the search, and on pages of other rooms."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects import cards, elsewhere, followed, following, own
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.in_use import IN_USE
from desireline.engines.search.api import CARDS, Source
from desireline.futures.outcomes.api import OUTCOME_PANELS
from desireline.kit.options.memory import remembered
from desireline.kit.pages.context import MENU, Entry
from desireline.listen.ideas.api import IDEA_PANELS
from desireline.people.audiences.api import visible_ids
from desireline.people.notices.api import declare_kind, declare_topic
from desireline.people.profile.api import ERASERS, EXPORTERS
from desireline.people.roles.api import Permission, may, viewer
from desireline.understand.themes.api import THEME_PANELS


def _team(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_TEAM)


@remembered
def _audiences() -> frozenset[int]:
    """The audiences for which the showcase has something."""
    rows = Project.objects.filter(shown__isnull=False, confidential=False).order_by()
    return frozenset(rows.values_list("audience_id", flat=True).distinct())


def _outside(request: HttpRequest) -> bool:
    return not _team(request) and bool(_audiences() & visible_ids(viewer(request)))


MENU.add("projects", Entry(_("Projects"), "projects", "layout-grid", order=35, shown=_team))
MENU.add("showcase", Entry(_("Showcase"), "showcase", "layout-grid", order=35, shown=_outside))
CARDS.add(
    "project",
    Source(
        "project",
        _("Projects"),
        cards.project_ids,
        cards.project_cards,
        cards.projects_seen,
        "layout-grid",
        25,
    ),
)
IN_USE.add("projects", lambda stage: Project.objects.filter(stage_id=stage).count())
OUTCOME_PANELS.add("projects", elsewhere.of_outcome)
IDEA_PANELS.add("projects", elsewhere.of_idea)
THEME_PANELS.add("projects", elsewhere.of_theme)
EXPORTERS.add("projects", own.projects)
declare_topic("project", followed.projects_named, word=_("Project"), heard=followed.hear_project)
declare_kind(
    followed.KIND, _("A project that I follow comes to another stage, is held, or ends"), mail="daily"
)
ERASERS.add("projects", own.forget)
__all__ = ["following"]
