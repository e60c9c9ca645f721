"""What search knows of ideas: published ones for the board's audience, waiting ones for their author and the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from desireline.engines.search.api import Card
from desireline.kit.rows.api import fetch, marks, moment
from desireline.kit.text.api import plain
from desireline.listen.closeness.gist import gist
from desireline.listen.ideas.models import Idea
from desireline.people.audiences.api import card_token, waiting_token

State = Idea.State
LONGEST = 4000  # characters of a text that are read


def idea_ids() -> list[int]:
    return list(
        Idea.objects.filter(state__in=[State.PUBLISHED, State.PENDING])
        .order_by("id")
        .values_list("id", flat=True)
    )


def idea_cards(ids: Sequence[int]) -> Iterable[Card]:
    rows = fetch(_CARD + f" AND i.id IN ({marks(ids)}) ORDER BY i.id", list(ids)) if ids else []
    tags = _tags(ids)
    for row in rows:
        (
            pk,
            title,
            slug,
            body,
            language,
            state,
            author,
            account,
            board,
            audience,
            status,
            weight,
            at,
            answer,
        ) = row
        yield Card(
            key=f"idea:{pk}",
            type="idea",
            title=title,
            body=" ".join(plain(text[:LONGEST]) for text in (body, answer) if text),
            language=language,
            allow=_allow(state, audience, author),
            facets=(f"board:{board}", f"status:{status}"),
            tags=tuple(tags[pk]),
            accounts=(account,) if account else (),
            weight=weight,
            date=moment(at),
            url=f"/ideas/{pk}-{slug}",
            extra={"board": board},
            gist=gist(title, body),
        )


_CARD = (
    "SELECT i.id, i.title, i.slug, i.body, i.language, i.state, i.author_id, p.account_id, i.board_id, b.audience_id,"
    " s.slug, i.votes + i.imported_votes, i.created, r.body FROM listen_idea i JOIN listen_board b ON b.id = i.board_id"
    " JOIN listen_status s ON s.id = i.status_id LEFT JOIN people_person p ON p.id = i.author_id"
    " LEFT JOIN listen_officialresponse r ON r.idea_id = i.id WHERE i.state IN (1, 2) AND b.archived IS NULL"
)


def _allow(state: int, audience: int, author: int | None) -> tuple[str, ...]:
    if state == State.PUBLISHED:
        return (card_token(audience),)
    return (waiting_token(audience), f"person:{author}") if author else (waiting_token(audience),)


def _tags(ids: Sequence[int]) -> dict[int, list[str]]:
    """Names of the tags that everyone may see."""
    found: dict[int, list[str]] = defaultdict(list)
    sql = (
        "SELECT it.idea_id, t.name FROM listen_ideatag it JOIN listen_tag t ON t.id = it.tag_id"  # noqa: S608 - marks only
        f" WHERE t.internal = FALSE AND it.idea_id IN ({marks(ids)}) ORDER BY it.id"
    )
    for idea_id, name in fetch(sql, list(ids)) if ids else ():
        found[idea_id].append(name)
    return found
