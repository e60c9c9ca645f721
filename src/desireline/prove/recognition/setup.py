"""Recognition's options, notices, evidence and what follows when a project is released."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.kit.options.api import Declared, Group, declare, declare_group
from desireline.people.notices.api import SUBJECTS, Subject, declare_kind
from desireline.prove.recognition import following as following
from desireline.prove.recognition import sources as sources
from desireline.prove.recognition.consent import ASK
from desireline.prove.recognition.response import LATELY, PROMISE
from desireline.prove.recognition.telling import KIND, hear_release, releases_seen

declare_kind(KIND, _("Something that I have a part in becomes real"))
declare_kind(ASK, _("I am asked whether I may be thanked by name"))
SUBJECTS.add("releases", Subject(releases_seen, hear_release))
declare_group(Group("response", _("First answer"), _("What people who bring an idea can count on."), 30))
declare(
    Declared(
        PROMISE, "response", _("Days within which a new idea is answered"), 5, least=1, most=365,
        help=_("Told on the page of new ideas, with how often it was kept lately."),
    )
)  # fmt: skip
declare(Declared(LATELY, "response", _("How it was kept lately"), "", widget="hidden"))
