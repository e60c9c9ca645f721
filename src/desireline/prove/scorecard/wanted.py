"""What the address of the scorecard asks for."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from desireline.kit.paging.api import row_id
from desireline.people.audiences.api import Audience
from desireline.people.identity.api import Person
from desireline.prove.scorecard.measure import Scope
from desireline.prove.scorecard.people import members
from desireline.prove.scorecard.reading import AGAINST
from desireline.prove.scorecard.spans import LENGTHS, Span, code, month_from, this_month

LONGEST = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """The state of a page; what is as by default is not in its address. `until`: a month, 0 for the running one."""

    months: int = LONGEST
    until: int = 0
    against: str = "before"
    segment: int = 0

    @property
    def span(self) -> Span:
        return Span(self.until or this_month(), self.months)

    def query(self, **changes: Any) -> str:
        changed, plain = replace(self, **changes), Wanted()
        pairs = {
            one.name: getattr(changed, one.name)
            for one in fields(changed)
            if getattr(changed, one.name) != getattr(plain, one.name)
        }
        if "until" in pairs:
            pairs["until"] = code(pairs["until"])
        return urlencode(pairs)

    def address(self, route: str, *args: Any, **changes: Any) -> str:
        query = self.query(**changes)
        return reverse(route, args=args) + (f"?{query}" if query else "")


def wanted_from(data: QueryDict) -> Wanted:
    """Read an address; what cannot be is left out. Months to come are not asked for."""
    months = next((one for one in LENGTHS if str(one) == data.get("months")), LONGEST)
    until = month_from(data.get("until", "")) or 0
    against = data.get("against", "")
    segment = row_id(data.get("segment", ""))
    if segment and not Audience.objects.filter(pk=segment, kind=Audience.Kind.SEGMENT).exists():
        segment = 0
    return Wanted(
        months, until if until < this_month() else 0, against if against in AGAINST else "before", segment
    )


def scope_of(person: Person, wanted: Wanted) -> Scope:
    """Who asks, and for whom. The people of a segment are looked up when something asks for them."""
    return Scope(person, wanted.segment or None, members=members)
