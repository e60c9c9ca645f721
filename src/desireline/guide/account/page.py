"""The view of an account: panels that features bring, and one search over all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desireline.guide.account import filters
from desireline.guide.account.access import Look
from desireline.guide.account.models import Correction, SavedFilter
from desireline.guide.search.api import Page, Wanted, ask, counted, page_of
from desireline.people.accounts.api import ACCOUNT_PANELS, AccountPanel
from desireline.people.roles.api import may

SIZE = 20
CORRECTIONS = 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """A panel with what it shows."""

    panel: AccountPanel
    data: Any


@dataclass(frozen=True, slots=True)
class View:
    look: Look
    panels: Sequence[Drawn]
    timeline: Page
    saved: Sequence[SavedFilter]
    corrections: Sequence[Correction]


def view(look: Look, wanted: Wanted) -> View:
    """All of the page."""
    return View(look, panels(look), timeline(look, wanted), filters.of(look.reader), corrections(look))


def panels(look: Look) -> list[Drawn]:
    """The panels that the reader may see and that have something to show, in their order."""
    drawn = []
    for panel in sorted(ACCOUNT_PANELS, key=lambda panel: panel.order):
        if panel.own if look.own else may(look.reader, panel.permission):
            data = panel.data(look.account, look.reader)
            if data is not None:
                drawn.append(Drawn(panel, data))
    return drawn


def timeline(look: Look, wanted: Wanted, *, size: int = SIZE) -> Page:
    """All cards of the account that the reader may see, the newest first, or what the words find among them."""
    asked = wanted if wanted.text else replace(wanted, sort="newest")
    found = ask(asked, look.reader, size=size, accounts=(look.account.pk,), count=counted(), browse=True)
    return page_of(found, wanted, look.reader)


def corrections(look: Look) -> list[Correction]:
    """Customers see what they asked for; employees what is open."""
    rows = Correction.objects.filter(account=look.account).select_related("by").order_by("-id")
    rows = rows.filter(by=look.reader) if look.own else rows.filter(state=Correction.State.OPEN)
    return list(rows[:CORRECTIONS])


def attributes_of_address(given: Mapping[str, str]) -> tuple[str, str]:
    """What a request for a correction is about, as the address says: words, and the key of a card."""
    return given.get("about", "")[:200], given.get("key", "")[:400]
