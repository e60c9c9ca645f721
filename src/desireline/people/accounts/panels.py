"""What upper rooms bring to the pages about an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desireline.kit.pages.context import Entry
from desireline.kit.registry import Registry
from desireline.people.roles.api import Permission

if TYPE_CHECKING:
    from desireline.people.accounts.models import Account
    from desireline.people.identity.models import Person


@dataclass(frozen=True, slots=True)
class AccountPanel:
    """A part of the view of an account: `template` draws, as `data`, what `data(account, reader)` gives unless None.

    Employees with the `permission` see it, and, where `own` is set, the people of the account. `data` must give each
    reader no more than they may see. `source` tells customers where it is known from, `own_title` is its title for
    them; `export(data)` makes it JSON-able for their copy.
    """

    key: str
    title: Any
    template: str
    data: Callable[[Account, Person], Any]
    order: int = 50
    permission: Permission = Permission.SEE_ACCOUNTS
    own: bool = False
    source: Any = ""
    export: Callable[[Any], Any] | None = None
    wide: bool = False
    own_title: Any = ""


ACCOUNT_PANELS: Registry[AccountPanel] = Registry("account panel")
ACCOUNT_PAGES: Registry[Entry] = Registry("page of an account")
"""Other pages about an account: entries whose route takes its slug."""
