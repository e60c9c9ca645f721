from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.engines.search.sources import PROVIDERS, READERS
from desireline.guide.connectors import kinds
from desireline.guide.connectors.allow import account_tokens
from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer


def _shown(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.IMPORT)


PROVIDERS.add("connectors", kinds.register)
READERS.add("accounts", account_tokens)
MENU.add("connectors", Entry(_("Connectors"), "connectors", "link", place="team", order=72, shown=_shown))
