"""How long searches are kept, and what a person may take along or take away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from desireline.guide.search.askers import DAYS, clients_of
from desireline.guide.search.models import SearchAsked
from desireline.kit.options.api import get
from desireline.people.identity.api import Person

CHUNK = 2000


def sweep() -> int:
    """Forget searches that are older than the option says. Returns how many."""
    gone = 0
    while True:
        old = SearchAsked.objects.filter(at__lt=timezone.now() - timedelta(days=get(DAYS))).order_by("id")
        some = list(old.values_list("pk", flat=True)[:CHUNK])
        SearchAsked.objects.filter(pk__in=some).delete()
        gone += len(some)
        if len(some) < CHUNK:
            return gone


def _of(person: Person) -> Q:
    return Q(person=person) | Q(client__in=list(clients_of(person)))


def forget(person: Person) -> None:
    """Take away what the person searched for, also where they were only a hash."""
    SearchAsked.objects.filter(_of(person)).delete()


def searches(person: Person) -> Iterable[Mapping[str, object]]:
    """What the person searched for, as far as it is kept."""
    rows: Iterable[Mapping[str, object]] = (
        SearchAsked.objects.filter(_of(person)).order_by("id").values("text", "filters", "found", "at")
    )
    return rows
