"""Lead customers: who is ahead of a trend and has much to gain, for the team to look at and to confirm.

Upper rooms add what people did (RESOURCES), built (SOLUTIONS) and how often they use the thing (USAGE).
"""

from __future__ import annotations

from desireline.understand.leads.naming import Named, named
from desireline.understand.leads.reading import Candidates, Narrowed, candidates, confirmed_leads
from desireline.understand.leads.renewing import renew
from desireline.understand.leads.sources import RESOURCES, SOLUTIONS, USAGE, Source
from desireline.understand.leads.verbs import decide, nominate, opt_in, opt_out, put_back, take_out, undo
from desireline.understand.leads.who import opted_out

__all__ = [
    "RESOURCES",
    "SOLUTIONS",
    "USAGE",
    "Candidates",
    "Named",
    "Narrowed",
    "Source",
    "candidates",
    "confirmed_leads",
    "decide",
    "named",
    "nominate",
    "opt_in",
    "opt_out",
    "opted_out",
    "put_back",
    "renew",
    "take_out",
    "undo",
]
