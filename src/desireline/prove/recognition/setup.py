"""Recognition's options, notices, evidence and what follows when a project is released."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects.api import PROJECT_PANELS
from desireline.engines.search.api import CARDS, Source
from desireline.kit.options.api import Declared, Group, declare, declare_group
from desireline.kit.pages.context import MENU, Entry
from desireline.listen.ideas.api import NEW_IDEA
from desireline.people.notices.api import SUBJECTS, Subject, declare_kind
from desireline.people.profile.api import ERASERS, EXPORTERS, PANELS, Panel
from desireline.people.roles.api import Permission, may, viewer
from desireline.prove.recognition import cards, own, panels
from desireline.prove.recognition import following as following
from desireline.prove.recognition import met as met
from desireline.prove.recognition import sources as sources
from desireline.prove.recognition.consent import ASK
from desireline.prove.recognition.response import LATELY, PROMISE
from desireline.prove.recognition.telling import KIND, hear_release, releases_seen


def _known(request: HttpRequest) -> bool:
    return viewer(request) is not None


def _team(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_TEAM)


declare_kind(KIND, _("Something that I have a part in becomes real"))
declare_kind(ASK, _("I am asked whether I may be thanked by name"))
SUBJECTS.add("releases", Subject(releases_seen, hear_release))
CARDS.add(
    cards.TYPE,
    Source(
        cards.TYPE,
        _("Now real"),
        cards.release_ids,
        cards.release_cards,
        cards.found_releases,
        "sparkles",
        27,
    ),
)
declare_group(Group("response", _("First answer"), _("What people who bring an idea can count on."), 30))
declare(
    Declared(
        PROMISE, "response", _("Days within which a new idea is answered"), 5, least=1, most=365,
        help=_("Told on the page of new ideas, with how often it was kept lately."),
    )
)  # fmt: skip
declare(Declared(LATELY, "response", _("How it was kept lately"), "", widget="hidden"))
MENU.add("releases", Entry(_("Now real"), "releases", "sparkles", order=37, shown=panels.on_the_wall))
MENU.add(
    "my_credits", Entry(_("What came of it"), "my_credits", "heart", place="person", order=15, shown=_known)
)
MENU.add("response", Entry(_("First answers"), "response", "clock", place="team", order=18, shown=_team))
PROJECT_PANELS.add("release", panels.of_project)
PANELS.add("credits", Panel("credits", _("What came of what you said"), panels.of_person, order=5))
NEW_IDEA.add("response", panels.of_new_idea)
ERASERS.add("recognition", own.forget)
EXPORTERS.add("credits", own.credits_taken)
EXPORTERS.add("credit_choices", own.choices_taken)
EXPORTERS.add("thanks", own.thanks_taken)
