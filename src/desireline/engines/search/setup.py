from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.engines.search.wording import OPTION
from desireline.kit.options.api import Declared, Group, declare, declare_group

declare_group(Group("search", _("Search"), _("What people may write instead of what is written here."), 35))
declare(
    Declared(
        key=OPTION,
        group="search",
        label=_("Other words for the same thing"),
        default="",
        help=_(
            "One meaning a line, phrases divided by “=”: pay slip = wage slip = earnings statement."
            " Older texts follow after `desireline reindex`."
        ),
        long=True,
    )
)
