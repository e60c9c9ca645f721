from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry

MENU.add("futures", Entry(_("Futures"), "futures", "compass", order=10))
