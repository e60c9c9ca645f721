from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer


def _shown(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.TRIAGE)


MENU.add("inbox", Entry(_("Inbox"), "inbox", "inbox", order=30, shown=_shown))
