"""The cards as search was told them: what changed is written here and told in one transaction a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from desireline.engines.search.api import Card, delete, put_many
from desireline.guide.connectors.allow import Tokens
from desireline.guide.connectors.declared import CardFile
from desireline.guide.connectors.models import ConnectedCard
from desireline.kit.jobs.api import leave_room
from desireline.kit.rows.api import fetch, marks, now_value

BATCH = 1000
LONGEST_TITLE, LONGEST_BODY, MOST_TAGS = 300, 20_000, 20
Allow = Callable[[str | None, int | None, int | None], Tokens]


def card_of(file: CardFile, row: Mapping[str, Any], *, allow: Allow, prefix: str) -> Card:
    """The card of a row."""
    account = row["account"]
    url = (row["url"] or "").strip()
    tags = [tag.strip() for tag in (row["tags"] or "").split(",") if tag.strip()]
    return Card(
        key=prefix + row["key"],
        type=file.type,
        title=" ".join(row["title"].split())[:LONGEST_TITLE],
        body=(row["body"] or "")[:LONGEST_BODY],
        language=(row["language"] or "")[:10],
        allow=allow(row["allow"], account, row["person"]),
        tags=tuple(tags[:MOST_TAGS]),
        accounts=() if account is None else (account,),
        weight=max(row["weight"] or 0, 0),
        date=row["updated"] or row["created"],
        url=url
        if url.startswith(("https://", "http://")) or (url[:1] == "/" and url[1:2] != "/")
        else own_page(prefix + row["key"]),
        extra={"source": file.source},
        source=file.source,
    )


def own_page(key: str) -> str:
    """The address of our page of a card that has none of its own."""
    from urllib.parse import quote

    return f"/records/{quote(key, safe=':')}"


def kept(card: Card) -> bytes:
    """The card as it is kept."""
    return orjson.dumps(
        [
            card.title, card.body, card.language, card.allow, card.facets, card.tags, card.accounts, card.weight,
            card.date, card.url, card.extra,
        ]
    )  # fmt: skip


def made(key: str, kind: str, text: str) -> Card:
    """The card that was kept."""
    title, body, language, allow, facets, tags, accounts, weight, date, url, extra = orjson.loads(text)
    return Card(
        key=key, type=kind, title=title, body=body, language=language, allow=tuple(allow), facets=tuple(facets),
        tags=tuple(tags), accounts=tuple(accounts), weight=weight, date=datetime.fromisoformat(date) if date else None,
        url=url, extra=extra, source=extra["source"],
    )  # fmt: skip


def tell(cards: Sequence[Card]) -> int:
    """Write those that changed, and tell search of them, in one transaction. Returns how many."""
    texts = [kept(card) for card in cards]
    digests = [hashlib.blake2b(text, digest_size=16).hexdigest() for text in texts]
    with transaction.atomic():
        known = _known([card.key for card in cards])
        at = now_value()
        rows, told = [], []
        for card, text, digest in zip(cards, texts, digests, strict=True):
            if known.get(card.key) != digest:
                rows.append(
                    (
                        card.key,
                        card.source,
                        card.type,
                        digest,
                        " ".join(card.allow),
                        text.decode(),
                        at,
                    )
                )
                told.append(card)
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(_WRITE, rows)
            put_many(told)
    return len(told)


_WRITE = (
    "INSERT INTO guide_connectedcard (key, source, type, digest, allow, card, at) VALUES (%s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (key) DO UPDATE SET type = excluded.type, digest = excluded.digest, allow = excluded.allow,"
    " card = excluded.card, at = excluded.at"
)


def _known(keys: Sequence[str]) -> dict[str, str]:
    if not keys:
        return {}
    sql = f"SELECT key, digest FROM guide_connectedcard WHERE key IN ({marks(keys)})"  # noqa: S608 - marks only
    return dict(fetch(sql, list(keys)))


def take_away(keys: Iterable[str]) -> int:
    """Forget these cards here and in the search, in short transactions. Returns how many there were."""
    done, rest = 0, list(keys)
    for start in range(0, len(rest), BATCH):
        part = rest[start : start + BATCH]
        with transaction.atomic():
            gone, _rows = ConnectedCard.objects.filter(key__in=part).delete()
            delete(*part)
        done += gone
        leave_room()
    return done


def keys(source: str, kind: str, *, size: int = BATCH * 5) -> Iterator[list[str]]:
    """All keys of a type of a source, in parts."""
    after = ""
    mine = (
        ConnectedCard.objects.filter(source=source, type=kind).order_by("key").values_list("key", flat=True)
    )
    while part := list(mine.filter(key__gt=after)[:size]):
        yield part
        after = part[-1]
