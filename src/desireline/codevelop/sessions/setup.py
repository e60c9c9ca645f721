"""Notices, what is asked of participants, what lead customers can bring, and what people take along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.participation.api import ASKS
from desireline.codevelop.participation.events import ConsentGiven, ConsentWithdrawn
from desireline.codevelop.projects.panels import PROJECT_PANELS
from desireline.codevelop.sessions import asks, own, panel, telling
from desireline.codevelop.sessions.access import hearing, seen_sessions
from desireline.codevelop.sessions.hiding import anew
from desireline.codevelop.sessions.zones import clock
from desireline.kit.events import subscribe
from desireline.kit.pages.environment import FILTERS
from desireline.people.notices.api import SUBJECTS, Subject, declare_kind
from desireline.people.profile.api import ERASERS, EXPORTERS
from desireline.understand.leads.api import RESOURCES, Source

declare_kind(telling.KIND, _("I am invited to a session, or it changes"))
declare_kind(telling.REMINDER, _("A session to which I am invited is tomorrow"))
declare_kind(
    telling.ANSWERED, _("Someone answers an invitation to a session of my project"), mail="never", staff=True
)
FILTERS.add("clock", clock)
SUBJECTS.add("sessions", Subject(seen_sessions, hearing))
PROJECT_PANELS.add("sessions", panel.sessions)
ASKS.add("sessions", asks.asks)
RESOURCES.add("sessions", Source(_("sessions in which they tested"), asks.tested))
EXPORTERS.add("sessions", own.invitations)
EXPORTERS.add("session_notes_about_you", own.noted_about)
EXPORTERS.add("session_notes", own.noted_by)
ERASERS.add("sessions", own.forget)
subscribe(ConsentWithdrawn)(anew)
subscribe(ConsentGiven)(anew)
