"""Find all themes anew: read, compare, name, write in short transactions. What continues an old theme stays it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desireline.engines.embeddings import api as embeddings
from desireline.kit.jobs.api import leave_room
from desireline.maths.matching import match
from desireline.maths.naming import name, telling
from desireline.understand.themes.finding import Found, floor_of, levels, parents
from desireline.understand.themes.models import Level, Saying, Theme, ThemeRun
from desireline.understand.themes.texts import Text, directions, everything, model
from desireline.understand.themes.turn import turn
from desireline.understand.themes.wording import PAIR, telling_words

Tell = Callable[[int, int | None, Any], None]
Known = dict[tuple[int, int | None], tuple[int, ...]]  # id, and the theme at each level (0: none)

BATCH = 1000
HALF = np.dtype("<f2")
SAME_NAME = 0.6  # overlap with the old theme from which its name stays
COLUMNS = [level.column for level in Level]


def renew(*, tell: Tell | None = None) -> ThemeRun:
    """Find the themes of all texts. Readers see the old ones until the new ones stand. `tell(done, all, note)`.

    Raises Taken while another renewal is at work, and changes nothing then.
    """
    with turn() as on:

        def say(done: int, every: int | None, note: Any) -> None:
            on()
            if tell:
                tell(done, every, note)

        return _renew(say)


def _renew(say: Tell) -> ThemeRun:
    start = time.monotonic()
    texts, by = everything(), model()
    say(0, len(texts), _("Read what was said"))
    vectors = directions(
        [one.text for one in texts], tell=lambda done: say(done, len(texts), _("Read what was said"))
    )
    embeddings.release()
    say(len(texts), len(texts), _("Find what is said over and over"))
    found = levels(vectors, floor=floor_of(by))
    say(len(texts), len(texts), _("Name the themes"))
    known = _known()
    themes = _themes(texts, found, known, by=by)
    say(len(texts), len(texts), _("Write the themes down"))
    _sayings(texts, found, themes, known)
    kept = [theme for level in themes for theme in level]
    Theme.objects.filter(gone__isnull=True).exclude(pk__in=kept).update(gone=timezone.now())
    return ThemeRun.objects.create(texts=len(texts), seconds=time.monotonic() - start, model=by)


def _known() -> Known:
    rows = Saying.objects.values_list("idea_id", "comment_id", "pk", *(f"{column}_id" for column in COLUMNS))
    return {(idea, comment): (pk, *(theme or 0 for theme in of)) for idea, comment, pk, *of in rows}


def _themes(texts: Sequence[Text], found: Sequence[Found], known: Known, *, by: str) -> list[list[int]]:
    """Write the themes of every level; their ids, in the order in which they were found."""
    titles = [telling_words(one.title) if one.shared else [] for one in texts]
    words = [
        (title if one.text == one.title else telling_words(one.text)) if one.shared else []
        for one, title in zip(texts, titles, strict=True)
    ]
    every: list[list[int]] = []
    for number, (level, one) in enumerate(zip(Level, found, strict=True)):
        members = [one.members(theme) for theme in range(len(one.reach))]
        old: dict[int, set[int]] = defaultdict(set)
        for place, text in enumerate(texts):
            theme = known.get((text.idea, text.comment), (0, 0, 0, 0))[1 + number]
            if theme:
                old[theme].add(place)
        continued = match(old, [set(places) for places in members])
        named = telling(
            [
                [line for place in places for line in (titles[place], titles[place], words[place]) if line]
                for places in members
            ],
            least=PAIR,
        )
        above = parents(one, found[number - 1]) if number else [None] * len(members)
        with transaction.atomic():
            every.append(
                [
                    _theme(
                        level,
                        one,
                        place,
                        continued[place],
                        named[place],
                        every[-1][parent] if parent is not None else None,
                        by,
                    )
                    for place, parent in enumerate(above)
                ]
            )
        leave_room()
    return every


def _theme(
    level: Level,
    found: Found,
    place: int,
    continued: tuple[int, float] | None,
    words: list[str],
    parent: int | None,
    by: str,
) -> int:
    values: dict[str, Any] = {
        "words": words,
        "model": by,
        "centre": found.centres[place].astype(HALF).tobytes(),
        "reach": found.reach[place],
        "parent_id": parent,
        "renewed": timezone.now(),
        "gone": None,
    }
    if continued is None:
        return Theme.objects.create(level=level, name=name(words)[:120], **values).pk
    pk, overlap = continued
    if overlap < SAME_NAME:
        values["name"] = name(words)[:120]
    Theme.objects.filter(pk=pk).update(**values)
    return pk


def _sayings(
    texts: Sequence[Text], found: Sequence[Found], themes: Sequence[Sequence[int]], known: Known
) -> None:
    new, changed = [], []
    for place, text in enumerate(texts):
        row = Saying(idea_id=text.idea, comment_id=text.comment, at=text.at, digest=text.digest)
        for column, level, ids in zip(COLUMNS, found, themes, strict=True):
            label = int(level.labels[place])
            setattr(row, f"{column}_id", ids[label] if label >= 0 else None)
            setattr(row, f"{column}_close", float(level.close[place]))
        old = known.get((text.idea, text.comment))
        if old is None:
            new.append(row)
        else:
            row.pk = old[0]
            changed.append(row)
    for start in range(0, len(changed), BATCH):
        _write(changed[start : start + BATCH])
        leave_room()
    for start in range(0, len(new), BATCH):
        Saying.objects.bulk_create(new[start : start + BATCH], ignore_conflicts=True)
        leave_room()
    here = {(text.idea, text.comment) for text in texts}
    gone = [row[0] for key, row in known.items() if key not in here]
    for start in range(0, len(gone), BATCH):
        Saying.objects.filter(pk__in=gone[start : start + BATCH]).exclude(digest=b"").delete()
        leave_room()


def _write(rows: Sequence[Saying]) -> None:
    """Rows that are there, by plain SQL: twenty times as fast as the framework's way."""
    names = ["digest", *(f"{column}{part}" for column in COLUMNS for part in ("_id", "_close"))]
    sql = f"UPDATE understand_saying SET {', '.join(f'{name} = %s' for name in names)} WHERE id = %s"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, [[*(getattr(row, name) for name in names), row.pk] for row in rows])
