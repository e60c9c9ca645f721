"""What work brings: its panel, kinds of notices, and what people take along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects.panels import PROJECT_PANELS
from desireline.codevelop.work import own, panel
from desireline.codevelop.work.telling import ANSWERED, CHANGED
from desireline.people.notices.api import declare_kind
from desireline.people.profile.api import ERASERS, EXPORTERS

declare_kind(ANSWERED, _("Someone answers a question of a project that I work on"), mail="daily", staff=True)
declare_kind(CHANGED, _("Something changed because of what I answered"))
PROJECT_PANELS.add("work", panel.work)
ERASERS.add("project_work", own.forget)
EXPORTERS.add("project_answers", own.project_answers)
EXPORTERS.add("project_work", own.project_work)
