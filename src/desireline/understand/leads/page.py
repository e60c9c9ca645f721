"""What the list of candidates shows, with addresses that hold the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.jobs.api import Job
from desireline.people.identity.api import Person
from desireline.people.profile.api import pictures
from desireline.understand.leads.models import LeadDecision, LeadRun
from desireline.understand.leads.naming import named
from desireline.understand.leads.reading import SMALL, SORTS, STATES, Narrowed, candidates, standing
from desireline.understand.leads.renewing import RENEW
from desireline.understand.themes.models import Level, Saying, Theme

MOST = 300  # outcomes or themes to choose from


@dataclass(frozen=True, slots=True)
class Wanted:
    """The state of the list. Whatever makes no sense, or is not for this reader, is left out."""

    narrowed: Narrowed

    @classmethod
    def of(cls, given: QueryDict, person: Person) -> Wanted:
        state, sort = given.get("is", ""), given.get("sort", "")
        return cls(
            Narrowed(
                outcome=outcome_of(person, given.get("outcome", "")),
                theme=theme_of(person, given.get("theme", "")),
                small="small" in given,
                front="front" in given,
                state=state if state in STATES else "open",
                sort=sort if sort in SORTS else "front",
            )
        )

    def url(self, **more: str) -> str:
        """The address of the list in this state, but for `more`."""
        one = self.narrowed
        values = {
            "outcome": one.outcome.slug if one.outcome else "",
            "theme": str(one.theme.pk) if one.theme else "",
            "small": "1" if one.small else "",
            "front": "1" if one.front else "",
            "is": one.state,
            "sort": one.sort,
        } | more
        usual = {"is": "open", "sort": "front"}
        kept = {key: value for key, value in values.items() if value and usual.get(key) != value}
        return reverse("leads") + (f"?{urlencode(kept)}" if kept else "")


def outcome_of(person: Person, slug: str) -> DesiredOutcome | None:
    found: DesiredOutcome | None = DesiredOutcome.objects.visible_to(person).filter(slug=slug).first()
    return found if slug else None


def themes_for(person: Person) -> Any:
    """Themes of the middle zoom in which the person may see something."""
    seen = Saying.objects.visible_to(person).filter(middle=OuterRef("pk"))
    return Theme.objects.filter(Exists(seen), level=Level.MIDDLE, gone__isnull=True)


def theme_of(person: Person, pk: str) -> Theme | None:
    if not pk.isdecimal() or len(pk) > 18:
        return None
    found: Theme | None = themes_for(person).filter(pk=int(pk)).first()
    return found


def subjects(person: Person) -> dict[str, Any]:
    """What one may narrow to, and confirm for."""
    outcomes = DesiredOutcome.objects.visible_to(person).order_by("statement")
    themes = sorted(themes_for(person)[:MOST], key=lambda one: one.shown_name.casefold())
    return {
        "outcomes": list(outcomes.values_list("slug", "statement")[:MOST]),
        "themes": [(one.pk, one.shown_name or _("Theme %(n)s") % {"n": one.pk}) for one in themes],
    }


def sort_words() -> dict[str, str]:
    return {
        "front": _("The front first"),
        "ahead": _("Most ahead"),
        "benefit": _("Most to gain"),
        "resources": _("Most to bring"),
    }


def state_words() -> dict[str, str]:
    return {
        "open": _("To be looked at"),
        "confirmed": _("Confirmed"),
        "declined": _("Declined"),
        "all": _("All"),
    }


def list_page(person: Person, wanted: Wanted, cursor: str | None) -> dict[str, Any]:
    found = candidates(wanted.narrowed, cursor=cursor)
    people = [row.person for row in found.page.rows]
    ids = [one.pk for one in people]
    decided: dict[int, list[LeadDecision]] = {}
    for one in standing().filter(person__in=ids).order_by("-pk"):
        decided.setdefault(one.person_id, []).append(one)
    last = LeadRun.objects.order_by("-pk").first()
    return {
        "found": found,
        "rows": found.page.rows,
        "best": _best(found.page.rows),
        "pictures": pictures(one.picture_id for one in people),
        "decided": decided,
        "named": named(ids),
        "wanted": wanted,
        "narrowed": wanted.narrowed,
        "states": [
            {"label": word, "url": wanted.url(**{"is": state}), "current": state == wanted.narrowed.state}
            for state, word in state_words().items()
        ],
        "sorts": sort_words(),
        "small": SMALL,
        "last": last,
        "waiting": Job.objects.filter(kind=RENEW, finished__isnull=True).exists(),
        "next_url": wanted.url(**{"from": found.page.next}) if found.page.next else None,
        **subjects(person),
    }


def _best(rows: Any) -> dict[int, tuple[Any, int, int]]:
    """The theme in which each was earliest, with place and people, by person id. One query."""
    first = {row.pk: row.evidence["themes"][0] for row in rows if row.evidence.get("themes")}
    themes = Theme.objects.in_bulk({one[0] for one in first.values()})
    return {
        pk: (themes[one[0]].shown_name, round(one[2]), one[3])
        for pk, one in first.items()
        if one[0] in themes
    }
