"""What search knows of ideas: published ones for the board's audience, waiting ones for their author and the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desireline.engines.search.api import Card
from desireline.kit.text.api import plain
from desireline.listen.boards.api import shown_statuses
from desireline.listen.ideas.models import Idea
from desireline.listen.tags.models import IdeaTag
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import is_staff

State = Idea.State
LONGEST = 4000  # characters of a text that are read


def allow_of(person: Person | None) -> tuple[str, ...]:
    """The allow tokens of a reader: their audiences; for the team also what waits in these; and their own."""
    audiences = sorted(visible_ids(person))
    tokens = [f"audience:{pk}" for pk in audiences]
    if is_staff(person):
        tokens += [f"staff:{pk}" for pk in audiences]
    if person is not None and person.is_active:
        tokens.append(f"person:{person.pk}")
    return tuple(tokens)


def idea_ids() -> list[int]:
    return list(
        Idea.objects.filter(state__in=[State.PUBLISHED, State.PENDING])
        .order_by("id")
        .values_list("id", flat=True)
    )


def idea_cards(ids: Sequence[int]) -> Iterable[Card]:
    rows = Idea.objects.filter(
        pk__in=ids, state__in=[State.PUBLISHED, State.PENDING], board__archived__isnull=True
    ).values_list(
        "id", "title", "slug", "body", "language", "state", "author_id", "board_id", "board__audience_id",
        "status__slug", "votes", "imported_votes", "created", "response__body",
    ).order_by("id")  # fmt: skip
    tags = _tags(ids)
    for (
        pk, title, slug, body, language, state, author, board, audience, status, votes, imported, created, answer,
    ) in rows:  # fmt: skip
        texts = [plain(text[:LONGEST]) for text in (body, answer) if text]
        yield Card(
            key=f"idea:{pk}",
            type="idea",
            title=title,
            body=" ".join(texts),
            language=language,
            allow=_allow(state, audience, author),
            facets=(f"board:{board}", f"status:{status}"),
            tags=tuple(tags[pk]),
            weight=votes + imported,
            date=created,
            url=f"/ideas/{pk}-{slug}",
            extra={"board": board},
        )


def _allow(state: int, audience: int, author: int | None) -> tuple[str, ...]:
    if state == State.PUBLISHED:
        return (f"audience:{audience}",)
    return (f"staff:{audience}", f"person:{author}") if author else (f"staff:{audience}",)


def _tags(ids: Sequence[int]) -> dict[int, list[str]]:
    """Names of the tags that everyone may see."""
    found: dict[int, list[str]] = defaultdict(list)
    links = IdeaTag.objects.filter(idea_id__in=ids, tag__internal=False).values_list("idea_id", "tag__name")
    for idea_id, name in links:
        found[idea_id].append(name)
    return found


def ideas_seen(reader: Person | None, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """For those that the reader may see now: support, comments, status and board."""
    rows = Idea.objects.visible_to(reader).filter(pk__in=ids, state__in=[State.PUBLISHED, State.PENDING])
    statuses = shown_statuses()
    found = {}
    for pk, votes, imported, comments, status, board, state, closed in rows.values_list(
        "pk", "votes", "imported_votes", "comments", "status_id", "board__name", "state", "closed"
    ):
        found[pk] = {
            "support": votes + imported,
            "comments": comments,
            "status": statuses[status].name,
            "hue": statuses[status].hue,
            "place": board,
            "open": state == State.PUBLISHED and not closed,
        }
    return found
