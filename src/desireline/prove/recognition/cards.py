"""What search knows of releases: what stands on the wall, for whom it stands there. Names of people are in no card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desireline.engines.search.api import Card
from desireline.kit.text.api import plain
from desireline.people.audiences.api import basic, card_token
from desireline.people.identity.api import Person
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.telling import address_of

TYPE = "release"
LONGEST = 4000  # characters of a story that are read


def release_ids() -> list[int]:
    return list(Release.objects.public().order_by("id").values_list("id", flat=True))


def release_cards(ids: Sequence[int]) -> Iterable[Card]:
    """For its audience and for the team. Drafts and what is confidential have none."""
    staff = card_token(basic("staff").pk)
    for row in Release.objects.public().filter(pk__in=ids):
        yield Card(
            key=f"{TYPE}:{row.pk}",
            type=TYPE,
            title=row.title,
            body=plain(row.story[:LONGEST]),
            allow=tuple(dict.fromkeys((staff, card_token(row.audience_id)))),
            weight=60,
            date=row.published,
            url=address_of(row),
        )


def found_releases(reader: Person | None, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """The late check: those that the reader may see now."""
    rows = Release.objects.visible_to(reader).filter(pk__in=ids)
    return {pk: {} for pk in rows.public().values_list("pk", flat=True)}
