from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer


def _shown(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.IMPORT)


MENU.add("exports", Entry(_("Export"), "exports", "download", place="team", order=71, shown=_shown))
