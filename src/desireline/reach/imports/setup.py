from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer
from desireline.prove.recognition.api import BROUGHT
from desireline.reach.exports.options import KIND as OPTIONS
from desireline.reach.exports.tables import exported
from desireline.reach.imports.bringing import options
from desireline.reach.imports.bringing.extras import TAKERS
from desireline.reach.imports.bringing.rows import taker
from desireline.reach.imports.brought import brought_ideas


def _shown(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.IMPORT)


MENU.add("imports", Entry(_("Moving in"), "imports", "upload", place="team", order=70, shown=_shown))
for _model in exported():
    TAKERS.add(_model._meta.db_table, taker(_model))
TAKERS.add(OPTIONS, options.take)
BROUGHT.add("imports", brought_ideas)
