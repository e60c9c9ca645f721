from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.guide.account import corrections, looks, own
from desireline.guide.account.panels import figures, grew, said, wants, who
from desireline.guide.account.panels import open as what_is_open
from desireline.kit.options.api import Declared, Group, declare, declare_group
from desireline.kit.pages.context import MENU, Entry
from desireline.people.accounts.api import ACCOUNT_PAGES, ACCOUNT_PANELS, AccountPanel
from desireline.people.notices.api import declare_kind
from desireline.people.profile.api import ERASERS, EXPORTERS
from desireline.people.roles.api import Permission, may, viewer

HERE = _("What you and your colleagues did here")
PANELS = (
    AccountPanel(
        "who", _("Who they are"), "account/_who.html", who.who, order=10, own=True, export=who.exported,
        own_title=_("Who you are"),
        source=_("Your profiles, and what our team wrote down"),
    ),
    AccountPanel(
        "figures", _("In numbers"), "account/_figures.html", figures.numbers, order=15, own=True,
        export=figures.exported,
    ),
    AccountPanel(
        "open", _("What is open"), "account/_open.html", what_is_open.open_things, order=20, own=True,
        export=what_is_open.exported, source=_("Ideas here, and the systems named beside each line"),
    ),
    AccountPanel(
        "wants", _("What they want"), "account/_wants.html", wants.wants, order=30, own=True,
        source=_("Your own ratings"), export=wants.exported, wide=True, own_title=_("What you want"),
    ),
    AccountPanel(
        "grew", _("Projects that grew out of what they said"), "account/_grew.html", grew.grew, order=35, own=True,
        source=HERE, export=grew.exported, own_title=_("What grew out of what you said"),
    ),
    AccountPanel(
        "said", _("What they said"), "account/_said.html", said.said, order=40, own=True, source=HERE,
        export=said.exported, wide=True, own_title=_("What you said"),
    ),
)  # fmt: skip
for panel in PANELS:
    ACCOUNT_PANELS.add(panel.key, panel)

declare_group(
    Group("accounts", _("Accounts"), _("What people see of the organisations that they belong to."), 45)
)
declare(
    Declared(
        key=who.SHOWN,
        group="accounts",
        label=_("Attributes that customers see of themselves"),
        default="plan, region",
        help=_("Names, with commas between. Others, and the value, are for your own people."),
    )
)
declare(
    Declared(
        key=what_is_open.WORDS,
        group="accounts",
        label=_("Words for what is open"),
        default="open, new, waiting, pending, in progress, offen, neu, wartet",
        help=_("Records of other systems that carry one of these as a tag stand under “What is open”."),
    )
)
declare(
    Declared(
        key=looks.DAYS,
        group="accounts",
        label=_("Days that it is kept who looked at an account"),
        default=365,
        least=30,
        most=3650,
    )
)
declare_kind(corrections.KIND, _("A customer says that something about them is wrong"), staff=True)
declare_kind(corrections.ANSWERED, _("The team answers what I said was wrong"))


def _looks(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_ACCOUNTS)


def _reads_log(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_ACCESS_LOG)


def _belongs(request: HttpRequest) -> bool:
    person = viewer(request)
    return person is not None and person.account_id is not None


ACCOUNT_PAGES.add("view", Entry(_("All that is known"), "account_view", "layout-grid", shown=_looks))
MENU.add(
    "own_account",
    Entry(_("My organisation"), "own_account", "building-2", place="person", order=15, shown=_belongs),
)
MENU.add(
    "corrections", Entry(_("Corrections"), "corrections", "pencil", place="team", order=61, shown=_looks)
)
MENU.add(
    "account_log", Entry(_("Who looked"), "account_log", "eye", place="team", order=62, shown=_reads_log)
)
ERASERS.add("account", own.forget)
EXPORTERS.add("corrections", own.corrections)
EXPORTERS.add("account_filters", own.account_filters)
