from django.utils.translation import gettext_lazy as _

from desireline.kit.options.api import Declared, declare
from desireline.kit.pages.environment import GLOBALS
from desireline.listen.entry.guards import form_time

GLOBALS.add("form_time", form_time)

for option in (
    Declared(
        "links_new",
        "moderation",
        _("Links that new people may write"),
        2,
        _("Texts with more links wait for the team."),
        least=0,
        most=50,
    ),
    Declared(
        "moderated_words",
        "moderation",
        _("Words that wait"),
        "",
        _("Texts and tags with one of these words wait for the team, whoever wrote them."),
        long=True,
    ),
):
    declare(option)
