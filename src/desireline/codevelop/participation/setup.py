"""What participation brings: places in the menu and on projects, notices, asks, and what people take along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.participation import announcing, asked, following, own, panel, seen, telling, tested
from desireline.codevelop.participation.asks import ASKS
from desireline.codevelop.participation.standing import takes_part
from desireline.codevelop.projects.panels import PROJECT_PANELS
from desireline.codevelop.work.access import ASKED
from desireline.kit.pages.context import MENU, Entry
from desireline.people.notices.api import SUBJECTS, Subject, declare_kind
from desireline.people.profile.api import ERASERS, EXPORTERS
from desireline.understand.leads.api import RESOURCES, Source

declare_kind(announcing.KIND, _("A team looks for people for something that I follow or have a part in"))
declare_kind(telling.INVITED, _("I am invited to take part in a project"))
declare_kind(telling.ANSWER, _("A team answers what I applied for"))
declare_kind(telling.TO_ACCEPT, _("An agreement that I accepted has new words"))
declare_kind(telling.THANKED, _("A team thanks me"))
declare_kind(telling.REMINDER, _("A reminder of what I was asked"))
declare_kind(
    telling.SAID, _("Someone takes part in a project that I work on, or leaves"), mail="daily", staff=True
)
SUBJECTS.add("calls", Subject(announcing.calls_seen, announcing.hear_call))
MENU.add(
    "taking_part",
    Entry(
        _("Taking part"),
        "taking_part",
        "users",
        order=37,
        shown=seen.takes_part_somewhere,
        count=seen.asked_now,
    ),
)
MENU.add("calls", Entry(_("Open calls"), "calls", "users", order=37, shown=seen.is_called))
PROJECT_PANELS.add("participants", panel.participants)
ASKED.add("participants", takes_part)
ASKS.add("participation", asked.own)
RESOURCES.add("tests", Source(_("Projects that they took part in to the end"), tested.finished))
ERASERS.add("participation", own.forget)
EXPORTERS.add("taking_part", own.taking_part)
EXPORTERS.add("taking_part_applications", own.applications)
EXPORTERS.add("taking_part_consents", own.consents)
EXPORTERS.add("taking_part_agreements", own.acceptances)
EXPORTERS.add("taking_part_thanks", own.thanks)
EXPORTERS.add("taking_part_calls", own.asked_for)
__all__ = ["following"]
