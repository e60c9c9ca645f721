from __future__ import annotations

from django.http import Http404

from desireline.engines.search.api import Card
from desireline.guide.connectors import api, ledger
from desireline.guide.connectors.allow import reader_tokens
from desireline.guide.connectors.models import ConnectedCard
from desireline.people.identity.api import Person


def record_for(person: Person | None, key: str) -> tuple[Card, str]:
    """A card and the label of its source, for who may see it; 404 for everyone else."""
    row = ConnectedCard.objects.filter(key=key[:400]).first()
    if row is None or not reader_tokens(person) & set(row.allow.split()):
        raise Http404
    source = api.known().sources.get(row.source)
    return ledger.made(row.key, row.type, row.card), source.label if source else row.source


def known_name(name: str) -> str:
    """The name of a source that has a file, right or wrong; 404 otherwise. Ask for the permission first."""
    found = api.known()
    if name not in found.sources and not found.faults_of(name):
        raise Http404
    return name
